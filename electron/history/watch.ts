import type { Period, UnobservedPeriod } from "#shared/model/history.ts";

/** The wall clock may jump so far before it counts as time that was not observed, in milliseconds: a busy machine is late. */
const JUMP = 30_000;
/** A time server sets it back by so little again and again. */
const SETBACK = 1_000;

/** Knows since when the host has been observing, and which times passed without it. */
export class Watch {
  #from: number;
  /** The latest moment that was seen. */
  #last: number;
  #unobserved: UnobservedPeriod[] = [];
  /** The last time that passed unseen. It ended with the first that was seen. */
  #skipped: Period | undefined;

  /** @param now epoch milliseconds, as all times here */
  constructor(now: number) {
    this.#from = now;
    this.#last = now;
  }

  /** The period of observing that goes on. */
  get observed(): Period {
    return { from: this.#from, to: this.#last };
  }

  /** Sees a moment. @returns whether time passed since the last that nobody observed, or came a second time */
  see(now: number): boolean {
    const passed = now - this.#last;
    if (passed <= JUMP && passed >= -SETBACK) {
      if (passed > 0) this.#last = now;
      return false;
    }
    if (passed > 0) {
      this.#skipped = { from: this.#last, to: now };
      this.#unobserved.push({ ...this.#skipped, reason: "skipped" });
    } else {
      this.#from = now;
    }
    this.#last = now;
    return true;
  }

  append(period: UnobservedPeriod): void {
    const { from, reason } = period;
    // Who tells of a sleep may have noticed later that it was over.
    const isSkipped = this.#skipped !== undefined && from < this.#skipped.to && period.to > this.#skipped.from;
    const to = isSkipped ? Math.min(period.to, this.#skipped?.to ?? period.to) : period.to;
    if (from >= to) return;
    const last = this.#unobserved.at(-1);
    if (last?.reason === reason && last.to >= from && last.from <= from) {
      this.#unobserved[this.#unobserved.length - 1] = { ...last, to: Math.max(last.to, to) };
    } else {
      this.#unobserved.push({ from, to, reason });
    }
  }

  /** What is to be stored of it. */
  take(): UnobservedPeriod[] {
    const taken = this.#unobserved;
    this.#unobserved = [];
    return taken;
  }

  putBack(periods: readonly UnobservedPeriod[]): void {
    this.#unobserved = [...periods, ...this.#unobserved];
  }
}
