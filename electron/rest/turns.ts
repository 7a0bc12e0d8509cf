import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { RegdeskError } from "#shared/errors.ts";
import { garbled, sayLastWord } from "./last-word.ts";
import type { RestLimits } from "./limits.ts";

/** What a connection has asked for. */
interface Line {
  /** The request under way first; what is behind it waits for its answer to be out. */
  readonly acts: (() => void)[];
  /** The request that came last, of which the body may still be on its way. */
  latest: IncomingMessage | undefined;
  /** Nothing more is taken from it. */
  ended: boolean;
}

/** Sees to it that what a connection has under way stays little: one request at a time, and no answer that its client does
 *  not take. A client that sends requests in a row and reads nothing would otherwise fill the memory with answers, and one
 *  that is gone without a word would keep what was on its way to it from its next poll. */
export class Turns {
  readonly #limits: RestLimits;
  readonly #lines = new WeakMap<Socket, Line>();

  constructor(limits: RestLimits) {
    this.#limits = limits;
  }

  /** Handles a request once the answer before it is out. */
  take(request: IncomingMessage, response: ServerResponse, handle: () => void): void {
    const { socket } = request;
    const line = this.#lineOf(socket);
    if (line.ended) return;
    line.latest = request;
    if (line.acts.length > this.#limits.ahead) return this.#end(socket, line, tooManyAhead(this.#limits));
    response.once("prefinish", () => {
      if (socket.writableLength > 0) socket.setTimeout(this.#limits.departure); // counts while nothing moves
    });
    response.once("close", () => {
      line.acts.shift();
      if (socket.destroyed || line.acts.length === 0) return;
      socket.setTimeout(0);
      line.acts[0]?.();
    });
    line.acts.push(handle);
    if (line.acts.length === 1) handle();
  }

  /** What arrived cannot become a request: says why once the answers before it are out, and hangs up. */
  fail(error: Error & { code?: string }, socket: Socket): void {
    if (error.code === "ECONNRESET" || socket.destroyed) return void socket.destroy();
    const line = this.#lineOf(socket);
    if (line.ended) return;
    if (line.latest?.complete === false) line.acts.pop(); // it is this one's body that is not well
    this.#end(socket, line, garbled(error, this.#limits));
  }

  #end(socket: Socket, line: Line, refusal: RegdeskError): void {
    line.ended = true;
    line.acts.push(() => sayLastWord(socket, refusal));
    if (line.acts.length === 1) line.acts[0]?.();
  }

  #lineOf(socket: Socket): Line {
    const known = this.#lines.get(socket);
    if (known !== undefined) return known;
    const line: Line = { acts: [], latest: undefined, ended: false };
    this.#lines.set(socket, line);
    return line;
  }
}

function tooManyAhead({ ahead }: RestLimits): RegdeskError {
  const sentence = `this connection has sent more than the ${ahead} requests ahead that are allowed; wait for answers`;
  return new RegdeskError("REQUESTS_EXCEEDED", sentence);
}
