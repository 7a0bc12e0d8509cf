import type { Clock } from "#shared/clock.ts";
import { Absence } from "./absence.ts";

/** Since when devices can be heard of without a break: nobody hears them while the machine sleeps, nor while nobody listens on
 *  their port. */
export class Hearing {
  readonly #clock: Clock;
  readonly #absence: Absence;
  #isListening: () => boolean = () => true;
  #since: number;
  #isDeaf = false;

  /** @param longest how far two looks may be apart, in milliseconds */
  constructor(clock: Clock, longest: number) {
    this.#clock = clock;
    this.#absence = new Absence(clock, longest);
    this.#since = clock.monotonic();
  }

  /** On the monotonic clock. */
  get since(): number {
    return this.#since;
  }

  get isDeaf(): boolean {
    return this.#isDeaf;
  }

  /** The listener starts after the fleet. */
  through(isListening: () => boolean): void {
    this.#isListening = isListening;
  }

  /** What was not heard of until now may have been told to nobody. */
  begin(): void {
    this.#since = this.#clock.monotonic();
  }

  /** @returns whether it was broken off since the last look, or with this one */
  isBroken(): boolean {
    const wasDeaf = this.#isDeaf;
    this.#isDeaf = !this.#isListening();
    if (this.#isDeaf) this.begin();
    return this.#absence.isOver() || wasDeaf !== this.#isDeaf;
  }
}
