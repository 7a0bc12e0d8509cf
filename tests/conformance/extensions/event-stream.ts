/** Reads server-sent events. Source of the format: WHATWG HTML, section 9.2. */
import http from "node:http";
import type { Lan } from "../lan.ts";

export interface ServerEvent {
  readonly event: string;
  readonly id: string;
  readonly data: Changes;
}

/** What an event says, and an answer to `since`. */
export interface Changes {
  readonly registers: Readonly<Record<string, unknown>>;
  readonly removed: readonly string[];
  readonly revision: number;
  readonly reset?: boolean;
}

export class EventStream implements Disposable {
  readonly response: http.IncomingMessage;
  readonly #blocks: AsyncIterator<string, undefined>;
  /** Bytes that have come so far. */
  received = 0;

  private constructor(response: http.IncomingMessage) {
    this.response = response;
    this.#blocks = this.#read();
  }

  static async open(lan: Lan, query: string, headers: http.OutgoingHttpHeaders = {}): Promise<EventStream> {
    const { hostname, port, pathname } = new URL(lan.base);
    const path = `${pathname.replace(/\/$/, "")}/consumer/stream?${query}`;
    const request = http.get({ hostname, port, path, headers, agent: false });
    const { promise, resolve, reject } = Promise.withResolvers<http.IncomingMessage>();
    request.on("response", resolve).on("error", reject);
    return new EventStream(await promise);
  }

  /** The next event; comments are passed over. */
  async next(): Promise<ServerEvent> {
    for (;;) {
      const block = await this.nextBlock();
      if (block === undefined) throw new Error("the stream has ended");
      if (!block.startsWith(":")) return eventIn(block);
    }
  }

  /** The next event or comment as it is written; undefined at the end. */
  async nextBlock(): Promise<string | undefined> {
    return (await this.#blocks.next()).value;
  }

  [Symbol.dispose](): void {
    this.response.destroy();
  }

  async *#read(): AsyncGenerator<string, undefined> {
    let text = "";
    this.response.setEncoding("utf8");
    for await (const chunk of this.response as AsyncIterable<string>) {
      this.received += chunk.length;
      const blocks = (text + chunk).split("\n\n");
      text = blocks.pop() ?? "";
      yield* blocks;
    }
    if (text !== "") throw new Error(`the stream ended in the middle of ${text}`);
    return undefined;
  }
}

function eventIn(block: string): ServerEvent {
  const fields = new Map(block.split("\n").map((line) => [line.slice(0, line.indexOf(": ")), line]));
  const field = (name: string): string => fields.get(name)?.slice(name.length + 2) ?? "";
  return { event: field("event"), id: field("id"), data: JSON.parse(field("data")) as Changes };
}
