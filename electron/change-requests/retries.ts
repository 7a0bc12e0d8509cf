import type { Clock, Timer } from "#shared/clock.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { Logger } from "../logging.ts";

/** How soon it is tried again, in milliseconds. */
const AFTER = 5_000;

/** What has happened by itself, on the wire or by the clock, must get into the store however long the disk is full. */
export class Retries {
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #timers = new Set<Timer>();
  #stopped = false;

  constructor(clock: Clock, log: Logger) {
    this.#clock = clock;
    this.#log = log;
  }

  untilStored(act: () => Promise<unknown>): void {
    if (this.#stopped) return;
    act().catch((error: unknown) => {
      if (!(error instanceof RegdeskError)) throw error;
      if (this.#stopped) return;
      this.#log.error({ err: error, retryInMs: AFTER }, "a change request could not move on");
      const timer = this.#clock.after(AFTER, () => {
        this.#timers.delete(timer);
        this.untilStored(act);
      });
      this.#timers.add(timer);
    });
  }

  stop(): void {
    this.#stopped = true;
    for (const timer of this.#timers) timer.cancel();
  }
}
