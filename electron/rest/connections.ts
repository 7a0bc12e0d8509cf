import type { Server } from "node:http";
import type { Socket } from "node:net";
import type { RestLimits } from "./limits.ts";

/** All open connections: hangs up on those that take nothing of their answer, and lets none hold up a stop. */
export class Connections {
  readonly #departure: number;
  readonly #open = new Set<Socket>();
  readonly #looking: NodeJS.Timeout;

  constructor({ departure }: RestLimits) {
    this.#departure = departure;
    this.#looking = setInterval(() => this.#watchDepartures(), departure / 10);
    this.#looking.unref();
  }

  watch(server: Server): void {
    server.on("connection", (socket) => {
      this.#open.add(socket);
      socket.once("close", () => this.#open.delete(socket));
    });
  }

  /** Node takes connections that were opened beforehand and have not said anything for busy, and would wait for them. */
  stop(): void {
    clearInterval(this.#looking);
    for (const socket of this.#open) if (socket.bytesRead === 0) socket.destroy();
  }

  /** A client that is gone without a word takes nothing of what is on its way to it. Looking at all of them now and then
   *  costs less than doing something for each of the many answers that go out at once. */
  #watchDepartures(): void {
    for (const socket of this.#open) {
      // Counts while nothing moves; Node sets it back with the next request.
      if (socket.writableLength > 0 && socket.timeout !== this.#departure) socket.setTimeout(this.#departure);
    }
  }
}
