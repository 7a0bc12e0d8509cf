import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "#shared/clock.ts";
import { RegdeskError } from "#shared/errors.ts";
import { refusedAdmission } from "./admission.ts";
import type { RestLimits } from "./limits.ts";
import type { Arrivals } from "./arrivals.ts";
import { incomingOf } from "./request.ts";
import { refusalBody } from "./refusal.ts";
import { RequestRate } from "./request-rate.ts";

/** Stands before the routes: turns away foreign pages and addresses that send too fast. */
export class Gatekeeper {
  readonly #limits: RestLimits;
  readonly #rate: RequestRate | undefined;
  readonly #arrivals: Arrivals;

  constructor(limits: RestLimits, clock: Clock, arrivals: Arrivals) {
    this.#limits = limits;
    this.#arrivals = arrivals;
    this.#rate = limits.requestRate === undefined ? undefined : new RequestRate(clock, limits.requestRate);
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
}
