/** Who may reach the window server: a browser page that it served itself. The check of Host defends against DNS
 *  rebinding, the check of Origin against pages of others. */
import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { RPC_SUBPROTOCOL } from "#shared/carrier.ts";

export function isOwnWindow({ headers: { host, origin } }: IncomingMessage, { port }: AddressInfo): boolean {
  const own = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (host === undefined || !own.includes(host)) return false;
  return origin === undefined || origin === `http://${host}`;
}

/** Whether the WebSocket offers the token as its second subprotocol. */
export function isToken({ headers }: IncomingMessage, token: string): boolean {
  const [protocol, offered = ""] = (headers["sec-websocket-protocol"] ?? "").split(/\s*,\s*/);
  const expected = Buffer.from(token);
  const received = Buffer.from(offered);
  return protocol === RPC_SUBPROTOCOL && received.length === expected.length && timingSafeEqual(received, expected);
}
