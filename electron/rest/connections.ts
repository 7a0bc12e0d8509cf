import type { Server } from "node:http";
import type { Socket } from "node:net";
import { RegdeskError } from "#shared/errors.ts";
import type { Arrivals } from "./arrivals.ts";
import { sayLastWord } from "./last-word.ts";
import type { RestLimits } from "./limits.ts";

/** All open connections: turns away those above what an address may have, hangs up on those that take nothing of their
 *  answer, and lets none hold up a stop. */
export class Connections {
  readonly #limits: RestLimits;
  readonly #arrivals: Arrivals;
  readonly #open = new Set<Socket>();
  readonly #ofAddress = new Map<string, number>();
  readonly #looking: NodeJS.Timeout;

  constructor(limits: RestLimits, arrivals: Arrivals) {
    this.#limits = limits;
    this.#arrivals = arrivals;
    this.#looking = setInterval(() => this.#watchDepartures(), limits.departure / 10);
    this.#looking.unref();
  }

  watch(server: Server): void {
    server.on("connection", (socket) => this.#receive(socket));
  }

  /** Node takes connections that were opened beforehand and have not said anything for busy, and would wait for them. */
  stop(): void {
    clearInterval(this.#looking);
    for (const socket of this.#open) if (socket.bytesRead === 0) socket.destroy();
  }

  #receive(socket: Socket): void {
    const address = socket.remoteAddress ?? "";
    const count = (this.#ofAddress.get(address) ?? 0) + 1;
    this.#ofAddress.set(address, count);
    this.#open.add(socket);
    // One listener, and one that needs no wrapper to be called once: most connections of a large site hold a parked poll.
    socket.on("close", () => this.#forget(socket, address));
    if (count > this.#limits.connections) this.#turnAway(socket);
  }

  #turnAway(socket: Socket): void {
    const sentence = `this address has more than the ${this.#limits.connections} open connections that are allowed; close some, or reuse them`;
    const refusal = new RegdeskError("CONNECTIONS_EXCEEDED", sentence);
    this.#arrivals.turnedAway(socket.remoteAddress ?? "", refusal);
    sayLastWord(socket, refusal);
  }

  #forget(socket: Socket, address: string): void {
    this.#open.delete(socket);
    const left = (this.#ofAddress.get(address) ?? 1) - 1;
    if (left === 0) this.#ofAddress.delete(address);
    else this.#ofAddress.set(address, left);
  }

  /** A client that is gone without a word takes nothing of what is on its way to it. Looking at all of them now and then
   *  costs less than doing something for each of the many answers that go out at once. */
  #watchDepartures(): void {
    const { departure } = this.#limits;
    for (const socket of this.#open) {
      const isDue = socket.writableLength > 0;
      if (isDue && socket.timeout !== departure) socket.setTimeout(departure); // counts while nothing moves
      // Once all is taken a stream, or a poll that was sent ahead, may be silent for as long as it likes.
      if (!isDue && socket.timeout === departure) socket.setTimeout(0);
    }
  }
}
