import type { Clock, Timer } from "#shared/clock.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { FleetPolicy } from "#shared/model/fleet-policy.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { FleetOrders } from "./fleet-orders.ts";

/** How long after it failed it is tried again, in milliseconds. */
const AGAIN = 15_000;

/** The past of some registers is there yet, although it was to be forgotten. */
export interface ForgettingTrouble {
  readonly registers: number;
  /** Why it could not be deleted. */
  readonly message: string;
}

export interface ForgettingOptions {
  readonly clock: Clock;
  readonly orders: FleetOrders;
  /** Deletes what registers were. @throws {RegdeskError} `STORE_UNAVAILABLE`; then some of it may be there yet */
  readonly forgetPast: (names: readonly RegisterName[]) => Promise<void>;
  /** Called when it failed, with what is left, and with undefined once nothing is. */
  readonly onTrouble: (trouble: ForgettingTrouble | undefined) => void;
}

/** Deletes the past of what was forgotten. It lies in another file than the devices, so one can be stored and the other not:
 *  what is to be deleted is stored with the device's end, and tried until it is done, over a restart, too. */
export class Forgetting implements AsyncDisposable {
  readonly #options: ForgettingOptions;
  /** Deleted in this run, and not struck off what is stored yet. */
  readonly #deleted = new Set<RegisterName>();
  #timer: Timer | undefined;
  /** Resolves when the last one that was asked for is over. */
  #last: Promise<void> = Promise.resolve();
  #isTold = false;
  #isOver = false;

  constructor(options: ForgettingOptions) {
    this.#options = options;
    if (options.orders.policy.toForget.length > 0) void this.run();
  }

  /** The policy with these among what is to be forgotten; to be stored with the end of their device, in turn. */
  ordered(names: readonly RegisterName[]): FleetPolicy {
    const { policy } = this.#options.orders;
    for (const name of names) this.#deleted.delete(name); // there may be a new past of it
    return { ...policy, toForget: [...new Set([...policy.toForget, ...names])] };
  }

  /** Deletes what is to be forgotten; resolves when that is done, or was tried in vain. */
  run(): Promise<void> {
    this.#last = this.#last.then(() => this.#attempt());
    return this.#last;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    await this.#last;
    this.#timer?.cancel();
  }

  async #attempt(): Promise<void> {
    this.#timer?.cancel();
    try {
      while (this.#left.length > 0) await this.#forget(this.#left);
      this.#tell(undefined);
    } catch (error) {
      if (!(error instanceof RegdeskError)) throw error;
      this.#tell({ registers: this.#left.length, message: error.message });
      if (!this.#isOver) this.#timer = this.#options.clock.after(AGAIN, () => void this.run());
    }
  }

  get #left(): readonly RegisterName[] {
    return this.#options.orders.policy.toForget;
  }

  async #forget(names: readonly RegisterName[]): Promise<void> {
    const { orders, forgetPast } = this.#options;
    const there = names.filter((name) => !this.#deleted.has(name));
    if (there.length > 0) await forgetPast(there);
    for (const name of there) this.#deleted.add(name);
    await orders.inTurn(() => {
      const toForget = orders.policy.toForget.filter((name) => !this.#deleted.has(name));
      return orders.say([], {}, { ...orders.policy, toForget });
    });
    this.#deleted.clear();
  }

  #tell(trouble: ForgettingTrouble | undefined): void {
    if (trouble === undefined && !this.#isTold) return;
    this.#isTold = trouble !== undefined;
    this.#options.onTrouble(trouble);
  }
}
