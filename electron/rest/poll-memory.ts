import { createHash } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { remoteAddress, type Incoming } from "./request.ts";

/** Whose poll it is. */
type Client = Pick<Incoming, "ip" | "socket">;

/** How many different polls are remembered by address; those that were not repeated for longest are forgotten. */
const ADDRESSES_KEPT = 10_000;
const SETS_OF_A_CONNECTION_KEPT = 100;
/** How many clients of an address with the same set of names may be between two connections at a time. */
const LEFT_KEPT = 8;

interface Memory<Told> {
  readonly what: Told;
  /** Rises with every answer. */
  readonly order: number;
  /** Whether it was told to somebody who waits for news, and not to one who reads now and then. */
  waits: boolean;
}

interface Address<Told> {
  latest: Told;
  /** What was told to those who wait, over connections that are closed; the oldest first. */
  readonly left: Memory<Told>[];
}

/** Remembers what each client was last told, so that nothing is missed between two of its polls. A client is known by its
 *  connection. One that comes over a new connection takes the place of the one at its address, with the same set of names,
 *  that was told longest ago and is gone. Telling somebody too early is harmless; too late is not. */
export class PollMemory<Told> {
  readonly #byConnection = new WeakMap<Socket, Map<string, Memory<Told>>>();
  readonly #byAddress = new Map<string, Address<Told>>();
  #answers = 0;

  /** Call for polls that wait. @param names the set of names the poll is about */
  lastTold(client: Client, names: string): Told | undefined {
    const own = this.#byConnection.get(client.socket)?.get(names);
    if (own !== undefined) {
      own.waits = true;
      return own.what;
    }
    const address = this.#byAddress.get(addressKey(remoteAddress(client), names));
    const left = address?.left.shift();
    if (left === undefined) return address?.latest;
    remember(this.#connectionOf(client), names, left, SETS_OF_A_CONNECTION_KEPT);
    return left.what;
  }

  /** @param waits whether the client waits for news, and does not read now and then */
  told(client: Client, names: string, what: Told, waits = true): void {
    const connection = this.#connectionOf(client);
    const order = ++this.#answers;
    const memory = { what, order, waits: waits || connection.get(names)?.waits === true };
    remember(connection, names, memory, SETS_OF_A_CONNECTION_KEPT);
    const key = addressKey(remoteAddress(client), names);
    const left = this.#byAddress.get(key)?.left ?? [];
    remember(this.#byAddress, key, { latest: what, left }, ADDRESSES_KEPT);
  }

  /** Like `told`, once the answer is written out in full: one that did not arrive told nothing. */
  telling(client: Client, response: ServerResponse, names: string, what: Told, waits: boolean): void {
    if (response.writableFinished) return this.told(client, names, what, waits);
    this.#announce(addressKey(remoteAddress(client), names), what);
    response.once("close", () => {
      if (response.writableFinished) this.told(client, names, what, waits);
    });
  }

  /** A client that asks for everything and begins to poll at the same time does so over two connections: its poll must not
   *  pass for that of one who was never told anything while the first answer is still on its way. */
  #announce(key: string, what: Told): void {
    if (!this.#byAddress.has(key)) remember(this.#byAddress, key, { latest: what, left: [] }, ADDRESSES_KEPT);
  }

  #connectionOf(client: Client): Map<string, Memory<Told>> {
    const known = this.#byConnection.get(client.socket);
    if (known !== undefined) return known;
    const connection = new Map<string, Memory<Told>>();
    this.#byConnection.set(client.socket, connection);
    const address = remoteAddress(client);
    client.socket.once("close", () => {
      for (const [names, memory] of connection) if (memory.waits) this.#leave(addressKey(address, names), memory);
    });
    return connection;
  }

  #leave(key: string, memory: Memory<Told>): void {
    const left = this.#byAddress.get(key)?.left;
    if (left === undefined) return;
    const place = left.findIndex(({ order }) => order > memory.order);
    left.splice(place === -1 ? left.length : place, 0, memory);
    if (left.length > LEFT_KEPT) left.pop();
  }
}

function addressKey(address: string, names: string): string {
  return `${address} ${names}`;
}

function remember<What>(memory: Map<string, What>, key: string, what: What, capacity: number): void {
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
