/** The only door to time. Parts take a clock instead of reading one, so that tests can jump it. */
export interface Clock {
  /** Wall-clock time in epoch milliseconds: for showing and storing, never for measuring, because it jumps. */
  now(): number;
  /** Milliseconds from an arbitrary origin, never going backwards: for ages, deadlines and back-offs. */
  monotonic(): number;
  /** Calls once after `delay` milliseconds, which may exceed what a JavaScript timer holds (24.8 days). */
  after(delay: number, call: () => void): Timer;
}

export interface Timer {
  cancel(): void;
}
