/** The one clock of the window: ages and countdowns all read `now`, which moves once a second and is the host's time, not
 *  this machine's. It stands still while the connection is lost, because what is on screen is from then. */
export class Ticker {
  /** The host's wall clock, in epoch milliseconds. */
  now = $state(Date.now());
  #hostNow: number | undefined;
  #heardAt = 0;

  /** Takes the host's time; between two messages it is carried on by this machine's monotonic clock. */
  hear(hostNow: number): void {
    const first = this.#hostNow === undefined;
    this.#hostNow = hostNow;
    this.#heardAt = performance.now();
    if (first) this.now = hostNow;
  }

  stop(): void {
    this.#hostNow = undefined;
  }

  /** Ticks until the signal aborts. */
  run(signal: AbortSignal): void {
    const timer = setInterval(() => this.#tick(), 1_000);
    signal.addEventListener("abort", () => clearInterval(timer), { once: true });
  }

  #tick(): void {
    if (this.#hostNow !== undefined) this.now = this.#hostNow + performance.now() - this.#heardAt;
  }
}
