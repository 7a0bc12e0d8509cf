import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** So many requests may come behind the last one that is taken; one parcel of bytes may hold thousands. */
const SURPLUS = 32;

/** What waits until the answer before it is out. */
export interface Turn {
  /** Held of the request meanwhile, in bytes. */
  readonly bytes: number;
  readonly act: () => void;
  /** Called in its place when the connection is gone before. */
  readonly missed: () => void;
}

/** What a connection has asked for, one after the other. */
export class Line {
  readonly #socket: Socket;
  readonly #waiting: Turn[] = [];
  /** The answer under way, or the last one that was. */
  current: ServerResponse | undefined;
  /** The request that came last, of which the body may still be on its way. */
  latest: IncomingMessage | undefined;
  /** Nothing more is taken from it. */
  hasEnded = false;
  #surplus = 0;
  #readOn: (() => void) | undefined;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Whether nothing is under way. */
  get isFree(): boolean {
    return this.#waiting.length === 0 && isOut(this.current);
  }

  /** Whether its client waits for the answer under way. */
  get isAnswering(): boolean {
    return !isOut(this.current);
  }

  /** The request of which the body is still on its way, unless it is answered already: a refusal need not wait for it. */
  get unfinished(): IncomingMessage | undefined {
    const { latest, current } = this;
    const isUnfinished = latest?.complete === false && !(current?.req === latest && current.headersSent);
    return isUnfinished ? latest : undefined;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Held of what waits, in bytes. */
  get bytes(): number {
    return this.#waiting.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  queue(turn: Turn): void {
    this.#waiting.push(turn);
    if (this.#waiting.length === 1) this.#awaitTurn();
  }

  /** Takes the last one back. @returns what waits no longer */
  forgetLatest(): Turn | undefined {
    if (this.#waiting.length > 0) return this.#waiting.pop();
    if (this.current?.req === this.latest) this.current = undefined;
    return undefined;
  }

  endWith(lastWord: () => void): void {
    const act = (): void => {
      this.#readOn?.();
      lastWord();
    };
    this.queue({ bytes: 0, act, missed: () => undefined });
  }

  /** Reads no more of the connection until it is the last word's turn, however often Node goes on reading after an answer. */
  readNoFurther(): void {
    const socket = this.#socket;
    const pause = (): void => void socket.pause();
    socket.on("resume", pause);
    process.nextTick(pause); // which is before the next parcel of bytes, and after all requests in this one
    this.#readOn = () => {
      socket.off("resume", pause);
      socket.resume();
    };
  }

  /** Lets go of a request that came after the end. Node holds each until those before it are answered. */
  ignore(request: IncomingMessage): void {
    lighten(request);
    this.#surplus += 1;
    if (this.#surplus > SURPLUS) this.#socket.destroy();
  }

  #awaitTurn(): void {
    const { current } = this;
    if (current === undefined || isOut(current)) return void setImmediate(() => this.#goOn());
    current.once("close", () => {
      if (current.writableFinished) this.#goOn();
      else for (const { missed } of this.#waiting.splice(0)) missed();
    });
  }

  #goOn(): void {
    this.#waiting[0]?.act();
    this.#waiting.shift();
    if (this.#waiting.length > 0) this.#awaitTurn();
  }
}

const NO_HEADERS: IncomingHttpHeaders = Object.freeze({});
const NO_RAW_HEADERS: string[] = [];

/** Leaves nothing of a request that will not be answered but its frame. */
export function lighten(request: IncomingMessage): void {
  request.url = "";
  request.headers = NO_HEADERS;
  request.rawHeaders = NO_RAW_HEADERS;
}

/** Keeps whoever waits for the body of a refused request from acting on it, should the rest still come: its sender was told that
 *  it was refused, and may send it again. */
export function abandon(request: IncomingMessage): void {
  request.removeAllListeners("data").removeAllListeners("end").resume();
}

function isOut(response: ServerResponse | undefined): boolean {
  return response === undefined || response.writableFinished || response.destroyed;
}
