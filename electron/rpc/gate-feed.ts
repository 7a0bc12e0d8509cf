import type { Clock, Timer } from "#shared/clock.ts";
import type { GateFeed as Message } from "#shared/contract/gate.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { RuleId } from "#shared/model/gate.ts";
import type { ChangeRequests } from "../change-requests/change-requests.ts";
import type { Policy } from "../change-requests/policy.ts";
import { Subscribers } from "./subscribers.ts";
import type { Subscription } from "./subscription.ts";

/** How long hits count, in milliseconds. */
const DAY = 24 * 3_600_000;
/** How soon a hit shows, and how soon it shows that one is too long ago, in milliseconds. */
const SOON = 1_000;
const BY_AND_BY = 60_000;

export interface GateFeedOptions {
  readonly policy: Policy;
  readonly changeRequests: ChangeRequests;
  readonly clock: Clock;
  /** How many stored requests each rule was about since a moment in epoch milliseconds.
   *  @throws {RegdeskError} `STORE_UNAVAILABLE` */
  readonly hitsSince: (since: number) => Promise<Readonly<Record<RuleId, number>>>;
}

/** Tells windows how the gate decides, and how often each rule has. */
export class GateFeed implements Disposable {
  readonly #options: GateFeedOptions;
  readonly #subscribers = new Subscribers<Message>();
  readonly #stopListening = new DisposableStack();
  #hits: Readonly<Record<RuleId, number>> = {};
  #timer: Timer | undefined;
  /** Whether the timer runs because of a hit. */
  #isSoon = false;

  constructor(options: GateFeedOptions) {
    this.#options = options;
    this.#stopListening.defer(options.policy.listen(() => this.#tell()));
    this.#stopListening.defer(
      options.changeRequests.listen((_requests, transitions) => {
        if (transitions.some(({ from }) => from === undefined)) this.#lookSoon();
      }),
    );
  }

  /** Begins with the hits as they are now, so that none shows that is a second old. */
  async subscribe(signal: AbortSignal | undefined): Promise<Subscription<Message>> {
    await this.#count();
    const subscription = this.#subscribers.add(signal, this.#message());
    this.#timer ??= this.#look(BY_AND_BY);
    return subscription;
  }

  [Symbol.dispose](): void {
    this.#timer?.cancel();
    this.#stopListening.dispose();
    this.#subscribers[Symbol.dispose]();
  }

  #lookSoon(): void {
    if (this.#isSoon || this.#subscribers.areNone) return;
    this.#timer?.cancel();
    this.#timer = this.#look(SOON);
    this.#isSoon = true;
  }

  #look(after: number): Timer {
    return this.#options.clock.after(after, () => {
      this.#timer = undefined;
      this.#isSoon = false;
      if (this.#subscribers.areNone) return;
      this.#timer = this.#look(BY_AND_BY);
      void this.#count().then((changed) => {
        if (changed) this.#tell();
      });
    });
  }

  /** @returns whether the hits are others than before */
  async #count(): Promise<boolean> {
    const { policy, clock, hitsSince } = this.#options;
    const before = this.#hits;
    try {
      this.#hits = policy.now.rules.length === 0 ? {} : await hitsSince(clock.now() - DAY);
      return JSON.stringify(before) !== JSON.stringify(this.#hits);
    } catch (error) {
      if (!(error instanceof RegdeskError)) throw error;
      return false; // the condition says that the database cannot be read; the hits stay what they were
    }
  }

  #message(): Message {
    return { policy: this.#options.policy.now, hits: this.#hits };
  }

  #tell(): void {
    this.#subscribers.tellLatest(this.#message());
  }
}
