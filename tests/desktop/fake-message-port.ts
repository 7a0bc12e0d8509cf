import { EventEmitter } from "node:events";

/** Electron's `MessagePortMain` over a real message channel: nothing arrives before `start`, and `close` is heard on both ends. */
export class FakeMessagePort extends EventEmitter {
  readonly #port: MessagePort;

  constructor(port: MessagePort) {
    super();
    this.#port = port;
    port.addEventListener("close", () => this.emit("close"));
  }
  start(): void {
    this.#port.addEventListener("message", ({ data }) => this.emit("message", { data: data as unknown, ports: [] }));
    this.#port.start();
  }
  postMessage(message: unknown): void {
    this.#port.postMessage(message);
  }
  close(): void {
    this.#port.close();
  }
}
