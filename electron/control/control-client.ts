import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/websocket";
import { connect } from "node:net";
import { WebSocket } from "ws";
import type { Client } from "#shared/contract/contract.ts";
import { RegdeskError } from "#shared/errors.ts";

/** A host that does not answer within this time, in milliseconds, is stuck or stopped. */
const PATIENCE = 3_000;

export interface ControlClient extends Disposable {
  readonly client: Client;
}

/** Connects to the host that runs on a data directory.
 *  @throws {RegdeskError} `HOST_UNREACHABLE` when none does */
export async function connectControl(path: string, dataDirectory: string): Promise<ControlClient> {
  const socket = new WebSocket("ws://regdesk/", {
    createConnection: () => connect(path),
    handshakeTimeout: PATIENCE,
  });
  await new Promise<void>((resolve, reject) => {
    socket.once("open", () => resolve());
    socket.once("error", (error) => {
      const message = `No Regdesk is running on ${dataDirectory}; start it with \`regdesk serve\`, or name its directory with --data-dir`;
      reject(new RegdeskError("HOST_UNREACHABLE", message, { cause: error }));
    });
  });
  const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket });
  return { client: createORPCClient(link), [Symbol.dispose]: () => socket.close() };
}
