/** Multicast DNS on one interface of this machine. Whatever fails on it is told, and ends nothing. */
import type { Answer } from "dns-packet";
import makeMdns, { type MulticastDNS } from "multicast-dns";

/** A packet that cannot leave must not hold up a stop, in milliseconds. */
const LEAVES_WITHIN = 500;

export interface MdnsLineOptions {
  /** The interface's own address. */
  readonly address: string;
  readonly port: number;
  readonly asked: (name: string) => void;
  readonly heard: (records: readonly Answer[], sender: string) => void;
  readonly failed: (error: unknown) => void;
}

export class MdnsLine {
  readonly #options: MdnsLineOptions;
  readonly #mdns: MulticastDNS;

  /** @throws what the system says when it has no socket for it */
  constructor(options: MdnsLineOptions) {
    this.#options = options;
    const { address, port, asked, heard, failed } = options;
    // Bound to all addresses: only so does a system hand over what was sent to the group.
    this.#mdns = makeMdns({ interface: address, port, bind: "0.0.0.0", reuseAddr: true });
    this.#mdns.on("error", failed);
    this.#mdns.on("warning", failed);
    this.#mdns.on("query", ({ questions = [] }) => questions.forEach(({ name }) => asked(name)));
    this.#mdns.on("response", ({ answers = [], additionals = [] }, { address: sender }) =>
      heard([...answers, ...additionals], sender),
    );
  }

  get address(): string {
    return this.#options.address;
  }

  ask(name: string): void {
    this.#mdns.query({ questions: [{ name, type: "PTR" }] }, (error) => error && this.#options.failed(error));
  }

  /** @returns when it has left, or will not */
  async tell(answers: Answer[]): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const late = setTimeout(() => resolve(undefined), LEAVES_WITHIN);
    this.#mdns.respond({ answers }, (error) => {
      if (error) this.#options.failed(error);
      resolve(undefined);
    });
    await promise;
    clearTimeout(late);
  }

  close(): void {
    this.#mdns.destroy();
  }
}
