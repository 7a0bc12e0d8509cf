import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { RegdeskError } from "#shared/errors.ts";
import type { Arrivals } from "./arrivals.ts";
import { garbled, HEADER_LIMIT, sayLastWord } from "./last-word.ts";
import type { RestLimits } from "./limits.ts";
import { headLength, incomingOf } from "./request.ts";

/** What a connection has asked for. */
interface Line {
  /** The answer under way, or the last one that was. */
  current: ServerResponse | undefined;
  /** What comes after it, in turn. */
  readonly waiting: Turn[];
  /** The request that came last, of which the body may still be on its way. */
  latest: IncomingMessage | undefined;
  /** Nothing more is taken from it. */
  ended: boolean;
}

interface Turn {
  readonly act: () => void;
  /** How long what is held of the request is, in bytes. */
  readonly length: number;
}

/** Sees to it that a connection has one request under way at a time. A client that sends requests in a row and reads
 *  nothing would otherwise fill the memory with answers. */
export class Turns {
  readonly #limits: RestLimits;
  readonly #arrivals: Arrivals;
  readonly #lines = new WeakMap<Socket, Line>();

  constructor(limits: RestLimits, arrivals: Arrivals) {
    this.#limits = limits;
    this.#arrivals = arrivals;
  }

  /** Handles a request once the answer before it is out. For all but clients that send ahead, that is at once. */
  take(request: IncomingMessage, response: ServerResponse, handle: () => void): void {
    const { socket } = request;
    const line = this.#lineOf(socket);
    if (socket.writableEnded) return; // it was refused as a whole, and nothing of it counts
    if (line.ended) return readNoFurther(socket);
    line.latest = request;
    if (line.waiting.length === 0 && isOut(line.current)) {
      line.current = response;
      return handle();
    }
    if (line.waiting.length >= this.#limits.ahead) return this.#end(socket, line, tooManyAhead(this.#limits), request);
    const length = headLength(request);
    if (lengthAhead(line) + length > HEADER_LIMIT) return this.#end(socket, line, tooMuchAhead(), request);
    const act = (): void => {
      line.current = response;
      handle();
    };
    queue(line, { act, length });
  }

  /** What arrived cannot become a request: says why once the answers before it are out, and hangs up. */
  fail(error: Error & { code?: string }, socket: Socket): void {
    if (error.code === "ECONNRESET" || socket.destroyed) return void socket.destroy();
    const line = this.#lineOf(socket);
    if (line.ended) return;
    const unfinished = line.latest?.complete === false ? line.latest : undefined;
    if (unfinished !== undefined) forgetLatest(line); // it is this one's body that is not well
    this.#end(socket, line, garbled(error, this.#limits), unfinished);
  }

  #end(socket: Socket, line: Line, refusal: RegdeskError, request?: IncomingMessage): void {
    line.ended = true;
    this.#arrivals.turnedAway(socket.remoteAddress ?? "", refusal, request && incomingOf(request));
    if (line.waiting.length === 0 && isOut(line.current)) return sayLastWord(socket, refusal);
    readNoFurther(socket);
    const act = (): void => {
      socket.resume();
      sayLastWord(socket, refusal);
    };
    queue(line, { act, length: 0 });
  }

  #lineOf(socket: Socket): Line {
    const known = this.#lines.get(socket);
    if (known !== undefined) return known;
    const line: Line = { current: undefined, waiting: [], latest: undefined, ended: false };
    this.#lines.set(socket, line);
    return line;
  }
}

function isOut(response: ServerResponse | undefined): boolean {
  return response === undefined || response.writableFinished || response.destroyed;
}

function queue(line: Line, turn: Turn): void {
  line.waiting.push(turn);
  if (line.waiting.length === 1) onceOut(line.current, () => goOn(line));
}

function goOn(line: Line): void {
  line.waiting[0]?.act();
  line.waiting.shift();
  if (line.waiting.length > 0) onceOut(line.current, () => goOn(line));
}

function onceOut(response: ServerResponse | undefined, act: () => void): void {
  if (response === undefined || isOut(response)) return void setImmediate(act);
  response.once("close", () => {
    if (response.writableFinished) act(); // if not, the connection is gone and with it whatever waits
  });
}

/** Node holds every request that it has read until those before it are answered. It reads on after each, so this comes after that. */
function readNoFurther(socket: Socket): void {
  setImmediate(() => {
    if (!socket.writableEnded) socket.pause();
  });
}

function forgetLatest(line: Line): void {
  if (line.waiting.length > 0) line.waiting.pop();
  else if (line.current?.req === line.latest) line.current = undefined;
}

function tooManyAhead({ ahead }: RestLimits): RegdeskError {
  const sentence = `this connection has sent more than the ${ahead} requests ahead that are allowed; wait for answers`;
  return new RegdeskError("REQUESTS_EXCEEDED", sentence);
}

function tooMuchAhead(): RegdeskError {
  const sentence = `this connection has sent more than the ${HEADER_LIMIT} bytes of headers ahead that are allowed; wait for answers`;
  return new RegdeskError("REQUESTS_EXCEEDED", sentence);
}

function lengthAhead({ waiting }: Line): number {
  return waiting.reduce((sum, { length }) => sum + length, 0);
}
