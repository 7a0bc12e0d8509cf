import type { FastifyRequest } from "fastify";
import { createHash } from "node:crypto";
import type { Socket } from "node:net";
import { remoteAddress } from "./request.ts";

/** How many different polls are remembered by address; those that were not repeated for longest are forgotten. */
const ADDRESSES_KEPT = 10_000;

/** Remembers what each client was last told, so that nothing is missed between two of its polls. A client is known by its
 *  connection, and when it comes back on another one, by its address and the same set of names. Telling somebody too
 *  early is harmless; too late is not. */
export class PollMemory<Told> {
  readonly #byConnection = new WeakMap<Socket, Map<string, Told>>();
  readonly #byAddress = new Map<string, Told>();

  /** @param names the set of names the poll is about */
  lastTold(request: FastifyRequest, names: string): Told | undefined {
    return this.#byConnection.get(request.socket)?.get(names) ?? this.#byAddress.get(addressKey(request, names));
  }

  told(request: FastifyRequest, names: string, what: Told): void {
    const connection = this.#byConnection.get(request.socket) ?? new Map<string, Told>();
    if (connection.size === 0) this.#byConnection.set(request.socket, connection);
    remember(connection, names, what, 100);
    remember(this.#byAddress, addressKey(request, names), what, ADDRESSES_KEPT);
  }
}

function addressKey(request: FastifyRequest, names: string): string {
  return `${remoteAddress(request)} ${names}`;
}

function remember<Told>(memory: Map<string, Told>, key: string, what: Told, capacity: number): void {
  memory.delete(key); // the map stays in the order of last use
  memory.set(key, what);
  if (memory.size <= capacity) return;
  const [oldest] = memory.keys();
  if (oldest !== undefined) memory.delete(oldest);
}

/** One text for one set of names, whatever their order; short, though a poll may carry a megabyte of names. */
export function setKey(names: readonly string[] | undefined): string {
  if (names === undefined) return "*";
  const text = JSON.stringify([...names].sort());
  return text.length <= 100 ? text : createHash("sha256").update(text).digest("base64");
}
