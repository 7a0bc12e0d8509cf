/** A device that goes on and off all the time is one trouble, not many. Times are those of the monotonic clock. */

/** So many times within so many milliseconds. */
const OFTEN = 4;
export const FLAPPING_WITHIN = 600_000;

export class Flapping {
  /** When it went on or off, the oldest first. */
  #moves: number[] = [];
  #isOff: boolean | undefined;

  /** @param isOff undefined when nobody can say */
  observe(isOff: boolean | undefined, now: number): void {
    this.#moves = this.#moves.filter((at) => at > now - FLAPPING_WITHIN);
    if (isOff === undefined || isOff === this.#isOff) return;
    if (this.#isOff !== undefined) this.#moves.push(now);
    if (this.#moves.length > 100) this.#moves.shift(); // more are no more flapping
    this.#isOff = isOff;
  }

  /** Within the last ten minutes. */
  get moves(): number {
    return this.#moves.length;
  }

  get isFlapping(): boolean {
    return this.#moves.length >= OFTEN;
  }

  /** When it stops to be flapping if it moves no more. */
  get until(): number {
    return (this.#moves.at(-OFTEN) ?? -Infinity) + FLAPPING_WITHIN;
  }
}
