import type { IncomingMessage, ServerResponse } from "node:http";
import { RegdeskError } from "#shared/errors.ts";
import { refusedAdmission } from "./admission.ts";
import type { Access } from "./access.ts";
import type { RestLimits } from "./limits.ts";
import type { Arrivals } from "./arrivals.ts";
import type { RestContext } from "./context.ts";
import type { Registry } from "../registry/registry.ts";
import { incomingOf } from "./request.ts";
import { refusalBody, tellRevision } from "./refusal.ts";
import { RequestRate } from "./request-rate.ts";

/** Stands before the routes: turns away foreign pages, addresses that send too fast, and who may not do what they want to. */
export class Gatekeeper {
  readonly #limits: RestLimits;
  readonly #rate: RequestRate | undefined;
  readonly #arrivals: Arrivals;
  readonly #access: Access;
  readonly #registry: Registry;

  constructor({ limits, clock, arrivals, access, registry }: RestContext) {
    this.#access = access;
    this.#limits = limits;
    this.#arrivals = arrivals;
    this.#registry = registry;
    this.#rate = limits.requestRate === undefined ? undefined : new RequestRate(clock, limits.requestRate);
  }

  /** @returns whether the request may pass; if not, it is answered */
  admits(request: IncomingMessage, response: ServerResponse): boolean {
    const foreign = refusedAdmission(request);
    if (foreign !== undefined) return this.#refuse(request, response, foreign);
    const wait = this.#rate?.wait(request.socket.remoteAddress ?? "") ?? 0;
    if (wait === 0) return this.#isAllowed(request, response);
    response.setHeader("retry-after", Math.ceil(wait));
    const sentence = `this address sends more than the ${this.#limits.requestRate} requests a second that are allowed; send fewer, or more registers at a time`;
    return this.#refuse(request, response, new RegdeskError("RATE_EXCEEDED", sentence));
  }

  /** Ends the polls that wait and may do so no more. */
  turnAway(waiting: Iterable<ServerResponse>): void {
    for (const response of waiting) {
      if (response.headersSent || response.destroyed) continue;
      const refused = this.#access.refused(incomingOf(response.req));
      if (refused !== undefined) this.#refuse(response.req, response, refused.error, refused.reason);
    }
  }

  #isAllowed(request: IncomingMessage, response: ServerResponse): boolean {
    const incoming = incomingOf(request);
    const refused = this.#access.refused(incoming);
    if (refused !== undefined) return this.#refuse(request, response, refused.error, refused.reason);
    this.#access.noteUse(incoming);
    return true;
  }

  /** @param reason what the technician is told, where that is more than the client is */
  #refuse(request: IncomingMessage, response: ServerResponse, refusal: RegdeskError, reason = refusal.message): false {
    this.#arrivals.refused(incomingOf(request), refusal.status, reason);
    tellRevision(response, this.#registry);
    if (refusal.status === 401) response.setHeader("www-authenticate", "Bearer");
    const { type, body } = refusalBody(refusal, request.headers.accept);
    response.writeHead(refusal.status, { "content-type": type, connection: "close" }).end(body);
    request.resume();
    return false;
  }
}
