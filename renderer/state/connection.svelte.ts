import type { Client } from "#shared/contract/contract.ts";
import { openCarrier, Refused, type Carrier } from "../lib/connection.ts";
import { waited } from "../lib/waited.ts";

export type Phase = "connecting" | "live" | "lost" | "refused";

/** Follows the host over one carrier until it breaks, and takes nothing from it any more once the signal aborts. */
export type Follow = (client: Client, signal: AbortSignal, beat: () => void) => Promise<void>;

/** The host speaks once a second; silence this long means it is gone. */
const SILENCE = 2_000;

/** Waits between attempts; the last one repeats. */
const BACK_OFF = [250, 500, 1_000, 2_000];

/** The way to the host: opened, watched, and opened again when it breaks. */
export class ConnectionState {
  phase = $state<Phase>("connecting");
  readonly #follow: Follow;
  #client: Client | undefined;
  #retry = new AbortController();

  /** @param follow feeds the other states; its feeds begin with snapshots, so nothing stale survives a reconnect */
  constructor(follow: Follow) {
    this.#follow = follow;
  }

  /** Undefined unless live. */
  get client(): Client | undefined {
    return this.#client;
  }

  /** Ends the wait, for example because a new token is here. */
  retryNow(): void {
    this.#retry.abort();
    this.#retry = new AbortController();
  }

  async run(signal: AbortSignal): Promise<void> {
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      try {
        await this.#session(signal, () => (attempt = 0));
        this.phase = "lost";
      } catch (error) {
        this.phase = error instanceof Refused ? "refused" : "lost";
      }
      // A refused window waits until it is given another token: asking again with the old one is of no use.
      const wait = this.phase === "refused" ? undefined : BACK_OFF[Math.min(attempt, BACK_OFF.length - 1)];
      await waited(wait, AbortSignal.any([signal, this.#retry.signal]));
    }
  }

  /** One connection from opening to breaking. */
  async #session(signal: AbortSignal, onLive: () => void): Promise<void> {
    const carrier: Carrier = await openCarrier();
    const heartbeat = new Heartbeat(SILENCE);
    const ended = new AbortController();
    try {
      const following = this.#follow(carrier.client, ended.signal, () => {
        heartbeat.beat();
        this.#client = carrier.client;
        this.phase = "live";
        onLive();
      });
      await Promise.race([following, waited(undefined, AbortSignal.any([signal, carrier.closed, heartbeat.silent]))]);
    } finally {
      ended.abort();
      this.#client = undefined;
      heartbeat.stop();
      carrier.close();
    }
  }
}

/** Notices silence. It counts from its making, so that a host that never speaks is noticed, too. */
class Heartbeat {
  readonly #silence: number;
  readonly #controller = new AbortController();
  #timer: ReturnType<typeof setTimeout>;

  constructor(silence: number) {
    this.#silence = silence;
    this.#timer = this.#watch();
  }

  get silent(): AbortSignal {
    return this.#controller.signal;
  }

  beat(): void {
    clearTimeout(this.#timer);
    this.#timer = this.#watch();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #watch(): ReturnType<typeof setTimeout> {
    return setTimeout(() => this.#controller.abort(), this.#silence);
  }
}
