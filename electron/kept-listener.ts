/** The listener as the host keeps it: also where it cannot listen, what arrived is remembered, and it can be tried again. */
import type { Conditions } from "./conditions.ts";
import { RegdeskError } from "#shared/errors.ts";
import { explained } from "./port-conflict.ts";
import { Arrivals } from "./rest/arrivals.ts";
import { startRest, type Rest, type RestOptions } from "./rest/listener.ts";

export interface KeptListenerOptions extends RestOptions {
  readonly conditions: Conditions;
  /** A taken port is a condition that a person can mend, not the end of the start. */
  readonly waitsForPort: boolean;
}

export class KeptListener implements Rest {
  readonly arrivals: Arrivals;
  readonly #options: KeptListenerOptions;
  #rest: Rest | undefined;
  #port: number;

  /** @throws {RegdeskError} `PORT_IN_USE`, unless it is to wait for the port */
  static async start(options: KeptListenerOptions): Promise<KeptListener> {
    const listener = new KeptListener(options);
    try {
      await listener.listen(options.port);
    } catch (error) {
      const isTaken = error instanceof RegdeskError && error.code === "PORT_IN_USE";
      if (!isTaken) throw error;
      if (!options.waitsForPort) throw await explained(error, options.host, options.port);
    }
    return listener;
  }

  private constructor(options: KeptListenerOptions) {
    this.#options = options;
    this.#port = options.port;
    this.arrivals = new Arrivals(options.clock);
  }

  get isListening(): boolean {
    return this.#rest !== undefined;
  }

  get host(): string {
    return this.#rest?.host ?? this.#options.host;
  }

  /** Where it listens, or else should. */
  get port(): number {
    return this.#rest?.port ?? this.#port;
  }

  /** Nothing to do where it listens already. @throws {RegdeskError} `PORT_IN_USE` */
  async listen(port: number): Promise<void> {
    if (this.#rest !== undefined) return;
    const { conditions } = this.#options;
    try {
      this.#rest = await startRest({ ...this.#options, port, arrivals: this.arrivals });
      this.#port = port;
      conditions.set({ type: "Listening", status: true, reason: "listening", message: "Devices are listened for." });
    } catch (error) {
      if (error instanceof RegdeskError) conditions.set({ type: "Listening", status: false, ...deaf(error, port) });
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#rest?.[Symbol.asyncDispose]();
  }
}

/** A port is taken, or the address is none of this machine's any more: those are mended in different places. */
function deaf(error: RegdeskError, port: number): { reason: string; message: string } {
  const isTaken = (error.cause as NodeJS.ErrnoException | undefined)?.code === "EADDRINUSE";
  if (!isTaken) return { reason: "address-missing", message: error.message };
  const message = `Devices cannot reach Regdesk: port ${port} is used by another program. Stop it, or choose another port on the Connect screen.`;
  return { reason: "port-taken", message };
}
