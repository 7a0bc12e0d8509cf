/** The real host with a window connected over its WebSocket, which reads everything. */
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/websocket";
import { createRouterClient } from "@orpc/server";
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { WebSocket } from "ws";
import { startHeadless } from "#electron/headless.ts";
import { rootLogger } from "#electron/logging.ts";
import { RPC_PATH, RPC_SUBPROTOCOL } from "#shared/carrier.ts";
import type { Client } from "#shared/contract/contract.ts";
import { RegisterView } from "#shared/model/preferences.ts";
import { ownDirectory, present } from "./self.ts";

async function host(): Promise<void> {
  const { host, windowUrl } = await startHeadless({
    dataDirectory: ownDirectory(),
    devices: { host: "127.0.0.1", port: 0 },
    windowPort: 0,
    logger: rootLogger("error"),
  });
  const client: Client = createRouterClient(await host.router(), { context: { actor: "bench" } });
  // The table is the harder case: all registers are rows, where the tree begins with a hundred branches.
  await client.preferences.update({ introduced: true, view: RegisterView.parse({ layout: "table" }) });
  const reader = (): void => void fork(fileURLToPath(import.meta.url), [windowUrl]);
  present(Number(new URL(host.devicesUrl).port), { "open-window": reader, url: () => windowUrl });
}

async function window(url: string): Promise<void> {
  const { host, hash } = new URL(url);
  const socket = new WebSocket(`ws://${host}${RPC_PATH}`, [RPC_SUBPROTOCOL, hash.slice("#token=".length)]);
  const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket });
  const client: Client = createORPCClient(link);
  try {
    for await (const _ of await client.registers.watch()) continue;
  } catch (error) {
    // The bench ends by killing the host, and with it every stream.
    if (socket.readyState !== WebSocket.CLOSED) throw error;
  }
}

process.on("disconnect", () => process.exit());
await (process.argv[2] === undefined ? host() : window(process.argv[2]));
