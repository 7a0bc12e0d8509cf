import type { Clock } from "#shared/clock.ts";
import type { Condition } from "#shared/model/host-status.ts";

export type Observation = Omit<Condition, "lastTransitionTime">;

/** A condition's time moves only when its status does. Pure: the caller keeps the result. */
export function observe(previous: Condition | undefined, observation: Observation, now: number): Condition {
  const unchanged = previous?.status === observation.status;
  return { ...observation, lastTransitionTime: unchanged ? previous.lastTransitionTime : now };
}

/** What is true of the host as a whole, one condition of each type. */
export class Conditions {
  readonly #clock: Clock;
  readonly #byType = new Map<Condition["type"], Condition>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  set(observation: Observation): void {
    const { type } = observation;
    this.#byType.set(type, observe(this.#byType.get(type), observation, this.#clock.now()));
  }

  all(): Condition[] {
    return [...this.#byType.values()];
  }
}
