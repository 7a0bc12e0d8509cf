import type { ServerResponse } from "node:http";
import { answerWith, type JsonAnswer } from "./answer.ts";

/** What Node keeps of a response besides what it documents; others rely on it, too, for example `on-headers`. */
interface Rendered {
  /** The head as it goes over the wire. */
  _header?: string | null;
  _headerSent: boolean;
}

/** One answer for thousands of polls. The first gets it from Node, the others the bytes that Node made for the first: what it
 *  does for each takes half as long again as the system takes to send it (budget 5 in docs/performance.md). */
export class SameAnswer {
  readonly #answer: JsonAnswer;
  readonly #stopping: AbortSignal;
  /** The head that Node made, and all of it once there is somebody else to send it to. */
  #head: string | undefined;
  #bytes: Buffer | undefined;
  /** Those that were sent and of which Node does not know yet. */
  readonly #sent: ServerResponse[] = [];

  constructor(answer: JsonAnswer, stopping: AbortSignal) {
    this.#answer = answer;
    this.#stopping = stopping;
  }

  /** Of the body. */
  get length(): number {
    return this.#answer.bytes;
  }

  send(response: ServerResponse): void {
    const { socket } = response;
    const isUsual = socket !== null && hasUsualHead(response) && !this.#stopping.aborted;
    if (!isUsual || this.#head === undefined) {
      answerWith(response, this.#stopping, this.#answer);
      if (isUsual) this.#head = (response as Partial<Rendered>)._header ?? undefined;
      return;
    }
    this.#bytes ??= Buffer.concat([Buffer.from(this.#head, "latin1"), Buffer.from(this.#answer.body)]);
    socket.write(this.#bytes);
    this.#sent.push(response);
  }

  /** Ends what was sent, so that Node reads on. To be called when the last one is on its way, and before anything else arrives. */
  finish(): void {
    for (const response of this.#sent.splice(0)) {
      const rendered = response as unknown as Rendered;
      rendered._header = this.#head ?? null;
      rendered._headerSent = true;
      response.end();
    }
  }
}

/** Whether nothing about the request makes its answer's head another than those of most. */
function hasUsualHead({ req, shouldKeepAlive, headersSent }: ServerResponse): boolean {
  return shouldKeepAlive && req.httpVersion === "1.1" && !headersSent;
}
