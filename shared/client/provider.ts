/** Holds a device's registers and keeps them alive at the host, the way the clients in the field do: changes go out in
 *  batches, everything is refreshed in time, and one long poll at a time waits for change requests. */
import type { Clock } from "../clock.ts";
import { RegdeskError } from "../errors.ts";
import { sameJson, type Json } from "../json.ts";
import { Alarm } from "./alarm.ts";
import type { AbortSignal } from "./fetch.ts";
import type { Provided, WireClient } from "./wire-client.ts";

export interface ProviderOptions {
  readonly client: WireClient;
  readonly clock: Clock;
  /** Called for each approved change request; without it the provider never asks for any. */
  readonly onRequest?: ((name: string, value: Json) => void) | undefined;
  /** Called for every request that failed; the provider tries again by itself. */
  readonly onTrouble?: ((error: RegdeskError) => void) | undefined;
  /** The share of the TTL after which a register is refreshed. */
  readonly refreshShare?: number | undefined;
}

/** Values set within this many milliseconds travel in one PUT. */
const BATCH_MS = 5;
const RETRY_MS = 1_000;
const POLL_MS = 30_000;
/** What the host takes when a PUT names no TTL. */
const DEFAULT_TTL_MS = 10_000;

interface Held {
  readonly provided: Provided;
  /** When to send it, on the monotonic clock. */
  dueAt: number;
}

export class Provider {
  readonly #options: ProviderOptions;
  readonly #held = new Map<string, Held>();
  #changed: Alarm | undefined;
  #named: Alarm | undefined;

  constructor(options: ProviderOptions) {
    this.#options = options;
  }

  /** Sets a register; a value and metadata that are the same as before wait for the next refresh. */
  set(name: string, provided: Provided): void {
    const held = this.#held.get(name);
    if (held && isSame(held.provided, provided)) return;
    const dueAt = this.#options.clock.monotonic() + BATCH_MS;
    this.#held.set(name, { provided, dueAt: Math.min(dueAt, held?.dueAt ?? Infinity) });
    this.#changed?.ring();
    if (!held) this.#named?.ring();
  }

  /** Stops refreshing a register, so that it expires at the host. */
  drop(name: string): void {
    this.#held.delete(name);
  }

  /** Sends, refreshes and polls until the signal aborts. May be called once at a time. */
  async run(signal: AbortSignal): Promise<void> {
    this.#changed = new Alarm(this.#options.clock, signal);
    this.#named = new Alarm(this.#options.clock, signal);
    const { onRequest } = this.#options;
    await Promise.all([this.#send(this.#changed, signal), onRequest && this.#poll(onRequest, this.#named, signal)]);
  }

  async #send(alarm: Alarm, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const now = this.#options.clock.monotonic();
      const due = new Map([...this.#held].filter(([, held]) => held.dueAt <= now + BATCH_MS));
      if (this.#nextDue() > now) await alarm.wait(this.#nextDue() - now);
      else if (await this.#succeeds(() => this.#put(due, signal), signal)) this.#refreshLater(due, now);
      else await new Alarm(this.#options.clock, signal).wait(RETRY_MS);
    }
  }

  async #poll(onRequest: (name: string, value: Json) => void, named: Alarm, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      // No names would mean every register of the host.
      if (this.#held.size === 0) await named.wait(Infinity);
      else if (!(await this.#succeeds(() => this.#takeRequests(onRequest, signal), signal))) {
        await new Alarm(this.#options.clock, signal).wait(RETRY_MS);
      }
    }
  }

  async #takeRequests(onRequest: (name: string, value: Json) => void, signal: AbortSignal): Promise<void> {
    const requests = await this.#options.client.getProvider(this.#held.keys(), POLL_MS, signal);
    for (const [name, value] of requests) onRequest(name, value);
  }

  async #put(due: ReadonlyMap<string, Held>, signal: AbortSignal): Promise<void> {
    const registers = new Map([...due].map(([name, { provided }]) => [name, provided]));
    await this.#options.client.putProvider(registers, signal);
  }

  /** A register that was set again while its PUT was under way is another `Held` by now and stays due. */
  #refreshLater(sent: ReadonlyMap<string, Held>, sentAt: number): void {
    for (const held of sent.values()) {
      held.dueAt = sentAt + (held.provided.ttl ?? DEFAULT_TTL_MS) * (this.#options.refreshShare ?? 0.5);
    }
  }

  #nextDue(): number {
    return this.#held.values().reduce((earliest, { dueAt }) => Math.min(earliest, dueAt), Infinity);
  }

  async #succeeds(attempt: () => Promise<void>, signal: AbortSignal): Promise<boolean> {
    try {
      await attempt();
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      if (!(error instanceof RegdeskError)) throw error;
      this.#options.onTrouble?.(error);
      return false;
    }
  }
}

function isSame(a: Provided, b: Provided): boolean {
  return a.ttl === b.ttl && sameJson(a.value, b.value) && sameJson(a.metadata, b.metadata);
}
