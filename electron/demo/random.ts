/** Chance that can be repeated: the same seed plays the same site. */

/** Numbers from 0 up to but not including 1. */
export type Random = () => number;

/** Mulberry32 by Tommy Ettinger (public domain): 32 bits of state are plenty for plant rooms. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface WalkOptions {
  readonly start: number;
  /** How far it drifts in a second, at most. */
  readonly perSecond: number;
  readonly min: number;
  readonly max: number;
}

/** A measured quantity: it wanders slowly and is drawn back to where it belongs. */
export class Walk {
  readonly #random: Random;
  readonly #options: WalkOptions;
  #value: number;

  constructor(random: Random, options: WalkOptions) {
    this.#random = random;
    this.#options = options;
    this.#value = options.start;
  }

  get value(): number {
    return this.#value;
  }

  /** @param target where it is drawn to; its start when missing */
  step(seconds: number, target = this.#options.start): void {
    const { perSecond, min, max } = this.#options;
    const pull = (target - this.#value) * (1 - Math.exp(-seconds / 60));
    const drift = (this.#random() - 0.5) * 2 * perSecond * Math.sqrt(seconds);
    this.#value = Math.min(max, Math.max(min, this.#value + pull + drift));
  }
}

/** To a tenth, as sensors report. */
export function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
