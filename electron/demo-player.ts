import { playDemo } from "./demo/site.ts";
import type { Logger } from "./logging.ts";
import type { RegisterRecord } from "./registry/register-record.ts";
import type { Registry } from "./registry/registry.ts";

export interface DemoPlayerOptions {
  readonly registry: Registry;
  /** Where the host listens for devices: the demo comes in through the real port. */
  readonly url: string;
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

  start(): void {
    if (this.#playing !== undefined) return;
    const { url, log } = this.#options;
    const stop = new AbortController();
    const over = playDemo({ url, signal: stop.signal, onNotice: (sentence) => log.info(sentence) });
    this.#playing = { stop, over };
  }

  /** Everything it left goes, also what an earlier run of it left. */
  async stop(): Promise<void> {
    await this[Symbol.asyncDispose]();
    const { registry } = this.#options;
    const left = [...registry.living(), ...registry.lastKnown()].filter(isOfDemo).map(({ name }) => name);
    registry.withdraw(left);
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
