import { RPCHandler } from "@orpc/server/ws";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type ServerOptions, type WebSocket } from "ws";
import type { HostRouter } from "./router.ts";

export type WebSocketOptions = Pick<ServerOptions, "maxPayload" | "handleProtocols">;

/** Carries the contract over WebSockets. Who may connect is for the server to say that hands them over. */
export class WebSockets {
  readonly #server: WebSocketServer;
  readonly #handler: RPCHandler<{ actor: string }>;
  readonly #actor: string;

  /** @param actor who acts, for the audit */
  constructor(router: HostRouter, actor: string, options: WebSocketOptions = {}) {
    this.#handler = new RPCHandler(router);
    this.#actor = actor;
    this.#server = new WebSocketServer({ noServer: true, ...options });
  }

  /** Those that are open. */
  get clients(): ReadonlySet<WebSocket> {
    return this.#server.clients;
  }

  /** @param onOpen gets the client before its first message */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, onOpen?: (client: WebSocket) => void): void {
    this.#server.handleUpgrade(request, socket, head, (client) => {
      client.on("error", () => client.terminate()); // for example a message that is too long, or none of WebSocket's
      onOpen?.(client);
      void this.#handler.upgrade(client, { context: { actor: this.#actor } });
    });
  }
}
