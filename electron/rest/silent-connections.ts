import type { Server } from "node:http";
import type { Socket } from "node:net";

/** Connections that were opened beforehand and have not said anything yet. Node takes them for busy, so that a stop would
 *  wait for them. */
export class SilentConnections {
  readonly #all = new Set<Socket>();

  watch(server: Server): void {
    server.on("connection", (socket) => {
      this.#all.add(socket);
      socket.once("close", () => this.#all.delete(socket));
    });
  }

  close(): void {
    for (const socket of this.#all) if (socket.bytesRead === 0) socket.destroy();
  }
}
