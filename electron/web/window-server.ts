/** Serves the built window and its RPC to browsers of this machine, for hosts that have no desktop. */
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import sirv from "sirv";
import { RPC_PATH, RPC_SUBPROTOCOL } from "#shared/carrier.ts";
import { CONTENT_SECURITY_POLICY } from "#shared/content-security.ts";
import { RegdeskError } from "#shared/errors.ts";
import { Upgrades } from "../rpc/upgrades.ts";
import type { WebSocketOptions, WebSockets } from "../rpc/web-sockets.ts";
import { isOwnWindow, isToken } from "./admission.ts";
import { dropStalled } from "./stalled.ts";

export interface WindowServerOptions {
  /** The built window. */
  readonly directory: string;
  /** Port 0 picks a free one. It listens on 127.0.0.1 only. */
  readonly port: number;
  /** Asked for with the first window. */
  readonly webSockets: (options: WebSocketOptions) => Promise<WebSockets>;
}

export interface WindowServer extends AsyncDisposable {
  /** The address to open, with the token in its fragment, which browsers send to nobody. */
  readonly url: string;
}

const SECURITY_HEADERS = {
  "content-security-policy": CONTENT_SECURITY_POLICY,
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/** @throws {RegdeskError} `PORT_IN_USE` */
export async function startWindowServer({ directory, port, webSockets }: WindowServerOptions): Promise<WindowServer> {
  const token = randomBytes(32).toString("base64url");
  const files = sirv(directory, { dev: true }); // looks at the disk each time: a window that was rebuilt shows at once
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
    if (!isOwnWindow(request, server.address() as AddressInfo))
      return refuse(response, 403, "This address is for this machine's browser only.");
    if (!existsSync(join(directory, "index.html")))
      return refuse(response, 503, "The window has not been built; run `npm run build`.");
    files(request, response, () =>
      refuse(response, 404, "There is no such page; open the address that Regdesk printed."),
    );
  });
  const upgrades = new Upgrades(() => webSockets({ maxPayload: 1 << 20, handleProtocols: () => RPC_SUBPROTOCOL }));
  server.on("upgrade", (request: IncomingMessage, socket, head) => {
    const admitted =
      request.url === RPC_PATH && isOwnWindow(request, server.address() as AddressInfo) && isToken(request, token);
    if (admitted) return upgrades.take(request, socket, head, dropStalled);
    socket.on("error", () => socket.destroy()); // the server stopped listening for it when it handed the socket over
    socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n");
  });
  await listen(server, port);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/#token=${token}`,
    async [Symbol.asyncDispose]() {
      for (const client of await upgrades.clients()) client.terminate();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

function refuse(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${sentence}\n`);
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EADDRINUSE" && error.code !== "EACCES") return reject(error);
      const message = `Port ${port} for the window is already in use; choose another with --window-port`;
      reject(new RegdeskError("PORT_IN_USE", message, { cause: error }));
    });
    server.listen(port, "127.0.0.1", resolve);
  });
}
