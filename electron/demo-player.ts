import { setTimeout as slept } from "node:timers/promises";
import type { Clock } from "#shared/clock.ts";
import type { Audit } from "./audit/audit.ts";
import type { ChangeRequests } from "./change-requests/change-requests.ts";
import { playDemo } from "./demo/site.ts";
import type { Logger } from "./logging.ts";
import type { RegisterRecord } from "./registry/register-record.ts";
import type { Registry } from "./registry/registry.ts";

/** A report that was sent before the stop arrives within this time, in milliseconds: it comes from this machine. */
const ON_ITS_WAY = 250;

export interface DemoPlayerOptions {
  readonly registry: Registry;
  readonly changeRequests: ChangeRequests;
  readonly audit: Audit;
  readonly clock: Clock;
  /** Where the host listens for devices: the demo comes in through the real port. */
  readonly url: () => string;
  readonly log: Logger;
}

/** Plays the demo site on the technician's word, and clears away after it. */
export class DemoPlayer implements AsyncDisposable {
  readonly #options: DemoPlayerOptions;
  #playing: { readonly stop: AbortController; readonly over: Promise<void> } | undefined;

  constructor(options: DemoPlayerOptions) {
    this.#options = options;
  }

  get isPlaying(): boolean {
    return this.#playing !== undefined;
  }

  start(by: string): void {
    if (this.#playing !== undefined) return;
    this.#tell("demo-started", by);
    const { url, log } = this.#options;
    const stop = new AbortController();
    const over = playDemo({ url: url(), signal: stop.signal, onNotice: (sentence) => log.info(sentence) });
    this.#playing = { stop, over };
  }

  /** Everything it left goes with it, its change requests too, also what an earlier run of it left, and what was still on its way. */
  async stop(by: string): Promise<void> {
    if (this.#playing !== undefined) this.#tell("demo-stopped", by);
    await this[Symbol.asyncDispose]();
    await this.#clearAway(by);
    await slept(ON_ITS_WAY);
    await this.#clearAway(by);
  }

  #tell(kind: "demo-started" | "demo-stopped", by: string): void {
    this.#options.audit.note({ kind, at: this.#options.clock.now(), by });
  }

  async #clearAway(by: string): Promise<void> {
    const { registry, changeRequests } = this.#options;
    const left = [...registry.living(), ...registry.lastKnown()].filter(isOfDemo).map(({ name }) => name);
    registry.withdraw(left);
    await changeRequests.cancelFor(left, { by, note: "the demo site was removed" });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#playing?.stop.abort();
    await this.#playing?.over;
    this.#playing = undefined;
  }
}

function isOfDemo({ metadata }: RegisterRecord): boolean {
  return metadata?.["demo"] === true;
}
