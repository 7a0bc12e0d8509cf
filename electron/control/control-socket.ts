/** The socket through which the technician's commands reach the running host. It carries the same contract as the window. */
import { chmodSync, lstatSync, mkdirSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { dirname } from "node:path";
import { RegdeskError } from "#shared/errors.ts";
import { Upgrades } from "../rpc/upgrades.ts";
import type { WebSockets } from "../rpc/web-sockets.ts";
import { hasOwnFolder } from "./socket-path.ts";

export interface ControlSocketOptions {
  readonly path: string;
  /** Asked for with the first command. */
  readonly webSockets: () => Promise<WebSockets>;
}

/** In a shared temporary directory somebody else may have made the folder first, to listen in.
 *  @throws {RegdeskError} `DATA_DIRECTORY_UNUSABLE` */
function refuseForeign(folder: string): void {
  if (lstatSync(folder).uid === process.getuid?.()) return;
  const sentence = `${folder} belongs to another user, so commands could be overheard; remove it, or use a shorter data directory path`;
  throw new RegdeskError("DATA_DIRECTORY_UNUSABLE", sentence);
}

/** Call only while holding the data directory: a socket that is found there is a dead host's. */
export async function startControlSocket({ path, webSockets }: ControlSocketOptions): Promise<AsyncDisposable> {
  const upgrades = new Upgrades(webSockets);
  const server = createServer((_request, response) => response.writeHead(426).end("This socket speaks WebSocket.\n"));
  server.on("upgrade", (request, socket, head) => upgrades.take(request, socket, head));

  if (process.platform !== "win32") {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    refuseForeign(dirname(path));
    rmSync(path, { force: true });
  }
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, resolve);
  });
  if (process.platform !== "win32") chmodSync(path, 0o600);

  return {
    async [Symbol.asyncDispose]() {
      const clients = await upgrades.clients();
      for (const socket of clients) socket.close(1001, "Regdesk stops");
      const closed = new Promise((resolve) => server.close(resolve));
      const reluctant = setTimeout(() => clients.forEach((socket) => socket.terminate()), 500);
      await closed;
      clearTimeout(reluctant);
      if (hasOwnFolder(path)) rmSync(dirname(path), { recursive: true, force: true });
    },
  };
}
