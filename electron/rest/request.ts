import type { FastifyRequest } from "fastify";
import type { IncomingMessage } from "node:http";
import { withoutTokens } from "#shared/token-text.ts";
import type { Requester } from "#shared/model/change-request.ts";
import { keptText } from "./kept-text.ts";

/** Tells on every answer at which revision it was made. */
export const REVISION_HEADER = "registry-revision";

/** In characters. */
const LONGEST_USER_AGENT = 200;

/** What is known of a request, whichever way it came. */
export type Incoming = Pick<FastifyRequest, "ip" | "socket" | "headers" | "method" | "url">;

/** The body as text; empty when there is none. */
export function bodyOf(request: FastifyRequest): string {
  return (request.body as string | undefined) ?? "";
}

/** The address a request came from; IPv4 addresses are written as such even when they arrive on an IPv6 socket. */
export function remoteAddress({ ip }: Pick<Incoming, "ip">): string {
  return ip.startsWith("::ffff:") ? ip.slice(7) : ip;
}

/** Who sent the request, as far as the wire tells. @param token the name of the token it showed */
export function requesterOf(request: Incoming, token?: string): Requester {
  const userAgent = request.headers["user-agent"];
  return {
    address: remoteAddress(request),
    ...(userAgent === undefined ? {} : { userAgent: shortened(userAgent) }),
    ...(token === undefined ? {} : { token }),
  };
}

/** What is kept of a user agent. */
export function shortened(userAgent: string): string {
  if (userAgent.length <= LONGEST_USER_AGENT) return withoutTokens(userAgent);
  return keptText(withoutTokens(userAgent.slice(0, 2 * LONGEST_USER_AGENT)), LONGEST_USER_AGENT);
}

/** How long the head of a request is, in bytes. */
export function headLength({ url = "", rawHeaders }: IncomingMessage): number {
  return rawHeaders.reduce((sum, text) => sum + text.length, url.length);
}

/** What is known of a request that did not come through the framework. */
export function incomingOf({ socket, headers, method = "", url = "" }: IncomingMessage): Incoming {
  return { ip: socket.remoteAddress ?? "", socket, headers, method, url };
}
