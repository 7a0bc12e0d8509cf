import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import type { WebSockets } from "./web-sockets.ts";

/** Hands connections that were admitted to what carries the contract, which is made for the first of them. */
export class Upgrades {
  readonly #make: () => Promise<WebSockets>;
  #made: Promise<WebSockets> | undefined;

  constructor(make: () => Promise<WebSockets>) {
    this.#make = make;
  }

  /** @param onOpen gets the client before its first message */
  take(request: IncomingMessage, socket: Duplex, head: Buffer, onOpen?: (client: WebSocket) => void): void {
    socket.on("error", () => socket.destroy()); // the server stopped listening for it when it handed the socket over
    this.#made ??= this.#make();
    this.#made.then(
      (sockets) => sockets.upgrade(request, socket, head, onOpen),
      () => {
        this.#made = undefined; // the next one tries again
        socket.destroy();
      },
    );
  }

  /** Those that are open. */
  async clients(): Promise<ReadonlySet<WebSocket>> {
    const sockets = await this.#made?.catch(() => undefined);
    return sockets?.clients ?? new Set();
  }
}
