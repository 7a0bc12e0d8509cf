import type { Pace, Spread } from "#shared/model/device.ts";

/** The latest so many count: a device that was set to another interval shows it soon. */
const KEPT = 64;
/** Buckets to a power of ten: 1, 2 and 5 seconds are in the middle of theirs, and the least jitter does not tear them apart. */
const PER_DECADE = 10;

/** How long something takes, time and again. Adding a time costs one number; what they come to is found when it is asked. */
export class Times {
  readonly #kept: number[] = [];
  #next = 0;

  add(milliseconds: number): void {
    this.#kept[this.#next] = milliseconds;
    this.#next = (this.#next + 1) % KEPT;
  }

  /** @returns undefined before the first */
  pace(): Pace | undefined {
    const p50 = median(this.#kept);
    if (p50 === undefined) return undefined;
    const jitter = median(this.#kept.map((time) => Math.abs(time - p50))) ?? 0;
    return { p50: Math.round(p50), jitter: Math.round(jitter), of: this.#kept.length };
  }

  /** How many of them were how long, from the shortest to the longest. */
  spread(): Spread {
    const places = this.#kept.map(placeOf);
    const first = Math.min(...places);
    const buckets = Array.from({ length: places.length === 0 ? 0 : Math.max(...places) - first + 1 }, (_, index) => ({
      from: edgeBelow(first + index),
      to: edgeBelow(first + index + 1),
      count: places.filter((place) => place === first + index).length,
    }));
    return { of: places.length, buckets };
  }
}

function placeOf(milliseconds: number): number {
  return Math.round(PER_DECADE * Math.log10(Math.max(1, milliseconds)));
}

function edgeBelow(place: number): number {
  return 10 ** ((place - 0.5) / PER_DECADE);
}

function median(numbers: readonly number[]): number | undefined {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[(sorted.length - 1) >>> 1];
}
