import type { Clock } from "../clock.ts";
import type { AbortSignal } from "./fetch.ts";

/** A wait that ends when its time is up, when somebody rings, or when the signal aborts; whoever waits looks why. */
export class Alarm {
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  #rung = false;
  #wake: (() => void) | undefined;

  constructor(clock: Clock, signal: AbortSignal) {
    this.#clock = clock;
    this.#signal = signal;
  }

  /** Ends the wait now, or the next one if nobody waits: a ring is never lost. */
  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  /** @param delay milliseconds; `Infinity` waits for a ring */
  async wait(delay: number): Promise<void> {
    if (!this.#rung && !this.#signal.aborted) await this.#sleep(delay);
    this.#rung = false;
  }

  #sleep(delay: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#wake = undefined;
        timer?.cancel();
        this.#signal.removeEventListener("abort", wake);
        resolve();
      };
      this.#wake = wake;
      const timer = delay === Infinity ? undefined : this.#clock.after(delay, wake);
      this.#signal.addEventListener("abort", wake);
    });
  }
}
