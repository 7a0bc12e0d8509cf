/** Follows registers the way the clients in the field do: a first read and a long poll side by side, then poll after poll. */
import type { Clock } from "../clock.ts";
import { RegdeskError } from "../errors.ts";
import { Alarm } from "./alarm.ts";
import type { AbortSignal } from "./fetch.ts";
import type { Reading, WireClient } from "./wire-client.ts";

export interface ConsumerOptions {
  readonly client: WireClient;
  readonly clock: Clock;
  /** Called for every request that failed; the consumer tries again by itself. */
  readonly onTrouble?: ((error: RegdeskError) => void) | undefined;
}

export type Snapshot = ReadonlyMap<string, Reading>;

const RETRY_MS = 1_000;
const POLL_MS = 30_000;

export class Consumer {
  readonly #options: ConsumerOptions;

  constructor(options: ConsumerOptions) {
    this.#options = options;
  }

  /** Calls with every snapshot of the names until the signal aborts; of all registers when there are no names. */
  async follow(names: readonly string[], onSnapshot: (snapshot: Snapshot) => void, signal: AbortSignal): Promise<void> {
    let polled = false;
    const first = this.#read(names, 0, signal).then((snapshot) => {
      // A poll that answered first knows more than a read that was under way.
      if (snapshot && !polled) onSnapshot(snapshot);
    });
    const polls = async (): Promise<void> => {
      while (!signal.aborted) {
        const snapshot = await this.#read(names, POLL_MS, signal);
        if (snapshot) {
          polled = true;
          onSnapshot(snapshot);
        } else {
          await new Alarm(this.#options.clock, signal).wait(RETRY_MS);
        }
      }
    };
    await Promise.all([first, polls()]);
  }

  /** @returns nothing when the read failed or was aborted */
  async #read(names: readonly string[], wait: number, signal: AbortSignal): Promise<Snapshot | undefined> {
    try {
      return await this.#options.client.getConsumer(names, wait, signal);
    } catch (error) {
      if (signal.aborted) return undefined;
      if (!(error instanceof RegdeskError)) throw error;
      this.#options.onTrouble?.(error);
      return undefined;
    }
  }
}
