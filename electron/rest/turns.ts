import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { RegdeskError } from "#shared/errors.ts";
import type { Arrivals } from "./arrivals.ts";
import { garbled, HEADER_LIMIT, sayLastWord } from "./last-word.ts";
import type { RestLimits } from "./limits.ts";
import { abandon, lighten, Line } from "./line.ts";
import { headLength, incomingOf } from "./request.ts";

/** Headers that all connections together may send ahead, in bytes: an address may have thousands of connections. */
const ALL_AHEAD = 64 * HEADER_LIMIT;

/** Sees to it that a connection has one request under way at a time. A client that sends requests in a row and reads
 *  nothing would otherwise fill the memory with answers. */
export class Turns {
  readonly #limits: RestLimits;
  readonly #arrivals: Arrivals;
  readonly #lines = new WeakMap<Socket, Line>();
  /** Held of all requests that wait for their turn, in bytes. */
  #ahead = 0;

  constructor(limits: RestLimits, arrivals: Arrivals) {
    this.#limits = limits;
    this.#arrivals = arrivals;
  }

  /** Handles a request once the answer before it is out. For all but clients that send ahead, that is at once. */
  take(request: IncomingMessage, response: ServerResponse, handle: () => void): void {
    const { socket } = request;
    const line = this.#lineOf(socket);
    // Where the connection was refused as a whole, nothing of it counts.
    if (socket.writableEnded || line.hasEnded) return line.ignore(request);
    line.latest = request;
    if (line.isFree) {
      line.current = response;
      return handle();
    }
    const bytes = headLength(request);
    const refusal = this.#refusal(line, bytes);
    if (refusal !== undefined) {
      this.#end(socket, line, refusal, request);
      line.readNoFurther();
      return lighten(request);
    }
    this.#ahead += bytes;
    const act = (): void => {
      this.#ahead -= bytes;
      line.current = response;
      handle();
    };
    const missed = (): void => {
      this.#ahead -= bytes;
      this.#arrivals.hungUp(incomingOf(request), 0);
    };
    line.queue({ bytes, act, missed });
  }

  /** What arrived cannot become a request: says why once the answers before it are out, and hangs up. */
  fail(error: Error & { code?: string }, socket: Socket): void {
    const line = this.#lineOf(socket);
    if (error.code === "ECONNRESET" || socket.destroyed) return this.#lose(socket, line);
    if (!line.hasEnded && !socket.writableEnded) this.#refuse(socket, line, error);
    // Who has hung up waits for nothing any more: it must not be handed a change request.
    if (socket.readableEnded && line.isAnswering) socket.destroy();
  }

  /** Refuses to be a proxy. */
  refuseTunnel(request: IncomingMessage): void {
    const { socket } = request;
    socket.on("error", () => socket.destroy()); // Node listens to it no more
    const line = this.#lineOf(socket);
    if (line.hasEnded || socket.writableEnded) return;
    const sentence = "this is no proxy, and takes no CONNECT; registers are at http://…/provider and http://…/consumer";
    this.#end(socket, line, new RegdeskError("METHOD_NOT_ALLOWED", sentence), request);
  }

  #refuse(socket: Socket, line: Line, error: Error): void {
    const { unfinished } = line;
    // What it was answered already is all that one gets.
    if (unfinished === undefined && line.latest?.complete === false) return void socket.end();
    if (unfinished !== undefined) {
      this.#forgetLatest(line); // it is this one's body that is not well
      abandon(unfinished);
    }
    this.#end(socket, line, garbled(error, this.#limits), unfinished);
  }

  #lose(socket: Socket, line: Line): void {
    const { unfinished } = line;
    if (unfinished !== undefined && !line.hasEnded) {
      this.#forgetLatest(line);
      this.#arrivals.hungUp(incomingOf(unfinished), 0);
    }
    socket.destroy();
  }

  #forgetLatest(line: Line): void {
    this.#ahead -= line.forgetLatest()?.bytes ?? 0;
  }

  #refusal(line: Line, bytes: number): RegdeskError | undefined {
    if (line.waiting >= this.#limits.ahead) return tooManyAhead(this.#limits);
    const underWay = line.current === undefined ? 0 : headLength(line.current.req);
    if (underWay + line.bytes + bytes > HEADER_LIMIT) return tooMuchAhead();
    return this.#ahead + bytes > ALL_AHEAD ? tooMuchOfAll() : undefined;
  }

  #end(socket: Socket, line: Line, refusal: RegdeskError, request?: IncomingMessage): void {
    line.hasEnded = true;
    this.#arrivals.turnedAway(socket.remoteAddress ?? "", refusal, request && incomingOf(request));
    if (line.isFree) return sayLastWord(socket, refusal);
    line.endWith(() => sayLastWord(socket, refusal));
  }

  #lineOf(socket: Socket): Line {
    const known = this.#lines.get(socket);
    if (known !== undefined) return known;
    const line = new Line(socket);
    this.#lines.set(socket, line);
    return line;
  }
}

function tooManyAhead({ ahead }: RestLimits): RegdeskError {
  const sentence = `this connection has sent more than the ${ahead} requests ahead that are allowed; wait for answers`;
  return new RegdeskError("REQUESTS_EXCEEDED", sentence);
}

function tooMuchAhead(): RegdeskError {
  const sentence = `this connection has sent more than the ${HEADER_LIMIT} bytes of headers ahead that are allowed; wait for answers`;
  return new RegdeskError("REQUESTS_EXCEEDED", sentence);
}

function tooMuchOfAll(): RegdeskError {
  const sentence = `all connections together have sent more than the ${ALL_AHEAD} bytes of headers ahead that are allowed; wait for answers`;
  return new RegdeskError("REQUESTS_EXCEEDED", sentence);
}
