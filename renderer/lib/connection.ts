/** Opens the way to the host: a MessagePort in the desktop window, a WebSocket in a browser. Nothing beyond this file
 *  knows which. */
import { createORPCClient } from "@orpc/client";
import { RPCLink as PortLink } from "@orpc/client/message-port";
import { RPCLink as SocketLink } from "@orpc/client/websocket";
import { CONNECT, RPC_PATH, RPC_SUBPROTOCOL } from "#shared/carrier.ts";
import type { Client } from "#shared/contract/contract.ts";
import { keptToken } from "./token.ts";

export interface Carrier {
  readonly client: Client;
  /** Aborted when the way is closed, from either end. */
  readonly closed: AbortSignal;
  close(): void;
}

/** The host is there but does not let this window in: trying again with the same token is of no use. */
export class Refused extends Error {
  override readonly name = "Refused";
}

/** How long the host may take to answer, in milliseconds. */
const PATIENCE = 3_000;
const PROBE_PATIENCE = 1_000;

/** The development server serves the desktop window over http, so the scheme alone does not tell. */
export const isDesktop = () => location.protocol === "regdesk:" || navigator.userAgent.includes("Electron/");

/** @throws {Refused} when the token is missing or wrong */
export function openCarrier(): Promise<Carrier> {
  return isDesktop() ? Promise.resolve(openPort()) : openSocket();
}

function openPort(): Carrier {
  const { port1, port2 } = new MessageChannel();
  const closing = new AbortController();
  port1.addEventListener("close", () => closing.abort());
  const client: Client = createORPCClient(new PortLink({ port: port1 }));
  port1.start();
  window.postMessage(CONNECT, location.origin === "null" ? "*" : location.origin, [port2]);
  return { client, closed: closing.signal, close: () => (port1.close(), closing.abort()) };
}

async function openSocket(): Promise<Carrier> {
  const token = keptToken();
  if (token === undefined) throw new Refused("no token");
  const socket = new WebSocket(`ws://${location.host}${RPC_PATH}`, [RPC_SUBPROTOCOL, token]);
  const closing = new AbortController();
  const opened = Promise.withResolvers<boolean>();
  socket.addEventListener("open", () => opened.resolve(true));
  socket.addEventListener("close", () => (opened.resolve(false), closing.abort()));
  const impatience = setTimeout(() => socket.close(), PATIENCE);
  const isOpen = await opened.promise;
  clearTimeout(impatience);
  if (!isOpen) throw await reasonNotOpened();
  const client: Client = createORPCClient(new SocketLink({ websocket: socket }));
  return { client, closed: closing.signal, close: () => (socket.close(), closing.abort()) };
}

/** A page is not told why a WebSocket did not open. If the same server answers an ordinary request, it was the token. */
async function reasonNotOpened(): Promise<Error> {
  try {
    await fetch(location.pathname, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PROBE_PATIENCE) });
    return new Refused("the server did not accept the token");
  } catch (cause) {
    return new Error("the server does not answer", { cause });
  }
}
