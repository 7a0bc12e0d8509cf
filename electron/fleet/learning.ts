import { RegdeskError } from "#shared/errors.ts";
import type { Beat } from "./beat.ts";
import type { Fleet } from "./fleet.ts";
import type { FleetOrders } from "./fleet-orders.ts";
import type { Member } from "./member.ts";

/** Keeps with each device what its pushes tell of it. The tokens that it pushes with: a blocked one is kept out by them for as
 *  long as a person wants, also when all of its registers are long gone. And the device that it seems to be. */
export class Learning implements Disposable {
  readonly #fleet: Fleet;
  readonly #orders: FleetOrders;
  readonly #unkept = new Set<Member>();
  readonly #stopListening: () => void;
  #isStoring = false;

  constructor(fleet: Fleet, orders: FleetOrders) {
    this.#fleet = fleet;
    this.#orders = orders;
    this.#stopListening = fleet.listen((beat) => this.#hear(beat));
  }

  [Symbol.dispose](): void {
    this.#stopListening();
  }

  /** That there is something new is rare; what could not be stored is stored with a later beat. */
  #hear({ changed, pushed }: Beat): void {
    for (const members of [changed, pushed]) {
      for (const member of members) if (member.hasLearned) this.#unkept.add(member);
    }
    if (this.#unkept.size > 0 && !this.#isStoring) void this.#store();
  }

  async #store(): Promise<void> {
    this.#isStoring = true;
    try {
      await this.#orders.inTurn(() => this.#keep());
    } catch (error) {
      if (!(error instanceof RegdeskError)) throw error;
    } finally {
      this.#isStoring = false;
    }
  }

  async #keep(): Promise<void> {
    const members = [...this.#unkept];
    const there = members.filter((member) => this.#fleet.roster.find(member.id) === member);
    const devices = there.map((member) => member.withLearned());
    if (devices.length > 0) await this.#orders.say([], { devices });
    for (const [index, member] of there.entries()) member.kept = devices[index] ?? member.kept;
    // Another one may have come while it was stored.
    for (const member of members) if (!there.includes(member) || !member.hasLearned) this.#unkept.delete(member);
  }
}
