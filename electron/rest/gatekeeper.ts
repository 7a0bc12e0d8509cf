import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Clock } from "#shared/clock.ts";
import { RegdeskError } from "#shared/errors.ts";
import { refusedAdmission } from "./admission.ts";
import { sayLastWord } from "./last-word.ts";
import type { RestLimits } from "./limits.ts";
import type { Arrivals } from "./arrivals.ts";
import { incomingOf } from "./request.ts";
import { refusalBody } from "./refusal.ts";
import { RequestRate } from "./request-rate.ts";

/** Stands before the routes: turns away foreign pages, addresses that send too fast, and those with too many connections. */
export class Gatekeeper {
  readonly #limits: RestLimits;
  readonly #rate: RequestRate | undefined;
  readonly #arrivals: Arrivals;
  readonly #connections = new Map<string, number>();

  constructor(limits: RestLimits, clock: Clock, arrivals: Arrivals) {
    this.#limits = limits;
    this.#arrivals = arrivals;
    this.#rate = limits.requestRate === undefined ? undefined : new RequestRate(clock, limits.requestRate);
  }

  /** Counts the connections of each address from now on, and answers those above the limit with a refusal. */
  watch(server: Server): void {
    server.on("connection", (socket) => this.#count(socket));
  }

  /** @returns whether the request may pass; if not, it is answered */
  admits(request: IncomingMessage, response: ServerResponse): boolean {
    const foreign = refusedAdmission(request);
    if (foreign !== undefined) return this.#refuse(request, response, foreign);
    const wait = this.#rate?.wait(request.socket.remoteAddress ?? "") ?? 0;
    if (wait === 0) return true;
    response.setHeader("retry-after", Math.ceil(wait));
    const sentence = `this address sends more than the ${this.#limits.requestRate} requests a second that are allowed; send fewer, or more registers at a time`;
    return this.#refuse(request, response, new RegdeskError("RATE_EXCEEDED", sentence));
  }

  #refuse(request: IncomingMessage, response: ServerResponse, refusal: RegdeskError): false {
    this.#arrivals.refused(incomingOf(request), refusal.status, refusal.message);
    const { type, body } = refusalBody(refusal, request.headers.accept);
    response.writeHead(refusal.status, { "content-type": type, connection: "close" }).end(body);
    request.resume();
    return false;
  }

  #count(socket: Socket): void {
    const address = socket.remoteAddress ?? "";
    const count = (this.#connections.get(address) ?? 0) + 1;
    this.#connections.set(address, count);
    socket.once("close", () => {
      const left = (this.#connections.get(address) ?? 1) - 1;
      if (left === 0) this.#connections.delete(address);
      else this.#connections.set(address, left);
    });
    if (count > this.#limits.connections) turnAway(socket, this.#limits.connections);
  }
}

function turnAway(socket: Socket, allowed: number): void {
  const sentence = `this address has more than the ${allowed} open connections that are allowed; close some, or reuse them`;
  sayLastWord(socket, new RegdeskError("CONNECTIONS_EXCEEDED", sentence));
}
