import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/websocket";
import { once } from "node:events";
import { WebSocket } from "ws";
import { RPC_PATH, RPC_SUBPROTOCOL } from "#shared/carrier.ts";
import type { Client } from "#shared/contract/contract.ts";

export interface OpenWindow extends Disposable {
  readonly client: Client;
}

/** Connects to a window server as the window in a browser does. @param url the window's address with its token */
export async function openWindow(url: string): Promise<OpenWindow> {
  const socket = windowSocket(url);
  await once(socket, "open");
  const client: Client = createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }));
  return { client, [Symbol.dispose]: () => socket.close() };
}

export interface Knock {
  readonly path?: string;
  readonly token?: string | undefined;
  readonly headers?: Record<string, string>;
}

/** The window's WebSocket, as its page opens it unless told otherwise. */
export function windowSocket(url: string, { path = RPC_PATH, headers = {}, ...knock }: Knock = {}): WebSocket {
  const { host, origin, hash } = new URL(url);
  const token = "token" in knock ? knock.token : tokenIn(hash);
  const protocols = token === undefined ? [RPC_SUBPROTOCOL] : [RPC_SUBPROTOCOL, token];
  return new WebSocket(`ws://${host}${path}`, protocols, { headers: { origin, ...headers } });
}

export function tokenIn(hash: string): string {
  return hash.replace(/^#token=/, "");
}
