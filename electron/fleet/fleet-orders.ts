import type { Activity } from "#shared/model/activity.ts";
import type { FleetPolicy } from "#shared/model/fleet-policy.ts";
import type { FleetWrite } from "./fleet-store.ts";
import type { Keeper } from "./keeper.ts";

/** What a person said about alarms and maintenance, and whatever else a person says: one after the other, each on top of the
 *  one before, and none counts before it is stored. */
export class FleetOrders {
  readonly #keeper: Keeper;
  #policy: FleetPolicy;
  #last: Promise<unknown> = Promise.resolve();

  constructor(keeper: Keeper, policy: FleetPolicy) {
    this.#keeper = keeper;
    this.#policy = policy;
  }

  get policy(): FleetPolicy {
    return this.#policy;
  }

  /** Runs what a person asked for when all before it is done. */
  inTurn<Answer>(make: () => Promise<Answer>): Promise<Answer> {
    const made = this.#last.then(make);
    this.#last = made.catch(() => undefined); // whoever asked for it hears of it
    return made;
  }

  /** @throws {RegdeskError} `STORE_UNAVAILABLE`; then it was not said */
  async say(activity: readonly Activity[], fleet: FleetWrite, policy?: FleetPolicy): Promise<void> {
    await this.#keeper.say(activity, fleet, policy);
    this.#policy = policy ?? this.#policy;
  }
}
