import type { Clock } from "#shared/clock.ts";

interface Bucket {
  tokens: number;
  filledAt: number;
}

/** Lets each address send so many requests a second, with bursts of as many (a token bucket). */
export class RequestRate {
  readonly #clock: Clock;
  readonly #perSecond: number;
  readonly #buckets = new Map<string, Bucket>();

  constructor(clock: Clock, perSecond: number) {
    this.#clock = clock;
    this.#perSecond = perSecond;
  }

  /** @returns 0 when the request may pass, else after how many seconds the next one may */
  wait(address: string): number {
    const now = this.#clock.monotonic();
    const bucket = this.#buckets.get(address) ?? { tokens: this.#perSecond, filledAt: now };
    bucket.tokens = Math.min(this.#perSecond, bucket.tokens + ((now - bucket.filledAt) / 1_000) * this.#perSecond);
    bucket.filledAt = now;
    this.#buckets.set(address, bucket);
    if (this.#buckets.size > 10_000) this.#forgetFull();
    if (bucket.tokens < 1) return (1 - bucket.tokens) / this.#perSecond;
    bucket.tokens -= 1;
    return 0;
  }

  /** An address that has not sent for a second is like one that never has. */
  #forgetFull(): void {
    const before = this.#clock.monotonic() - 1_000;
    for (const [address, { filledAt }] of this.#buckets) if (filledAt < before) this.#buckets.delete(address);
  }
}
