import type { Pace } from "#shared/model/device.ts";

/** The latest so many count: a device that was set to another interval shows it soon. */
const KEPT = 64;

/** How long something takes, time and again. */
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
}

function median(numbers: readonly number[]): number | undefined {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[(sorted.length - 1) >>> 1];
}
