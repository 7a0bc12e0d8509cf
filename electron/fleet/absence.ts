import type { Clock } from "#shared/clock.ts";

/** Notices that nobody was there. A clock that was set shows on one side only; a machine that slept may, too. */
export class Absence {
  readonly #clock: Clock;
  readonly #longest: number;
  #last: { readonly wall: number; readonly monotonic: number };

  /** @param longest how far two looks may be apart, in milliseconds */
  constructor(clock: Clock, longest: number) {
    this.#clock = clock;
    this.#longest = longest;
    this.#last = { wall: clock.now(), monotonic: clock.monotonic() };
  }

  /** @returns whether more time passed since the last look than should have */
  isOver(): boolean {
    const now = { wall: this.#clock.now(), monotonic: this.#clock.monotonic() };
    const { wall, monotonic } = this.#last;
    this.#last = now;
    return Math.max(now.monotonic - monotonic, now.wall - wall) > this.#longest;
  }
}
