import type { RegisterRecord } from "./register-record.ts";

/** How many records one shelf takes. */
const ROOM = 8_192;

/** Records by name, in the order in which they were put there. A `Map` that grows moves all it holds at once, which for tens of
 *  thousands stalls the listener for milliseconds; so there are many of a size that is moved quickly. */
export class Shelves {
  /** The oldest first. */
  readonly #shelves: Map<string, RegisterRecord>[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  find(name: string): RegisterRecord | undefined {
    return this.#shelves[this.#placeOf(name)]?.get(name);
  }

  /** Puts it behind all others. No other of its name may be there: to look for one takes longer than all the rest. */
  put(record: RegisterRecord): void {
    this.#lastWithRoom().set(record.name, record);
    this.#size += 1;
  }

  /** @returns whether it was there */
  take(name: string): boolean {
    const place = this.#placeOf(name);
    if (this.#shelves[place]?.delete(name) !== true) return false;
    this.#size -= 1;
    this.#join(place);
    this.#join(place - 1);
    return true;
  }

  first(): RegisterRecord | undefined {
    return this.#shelves[0]?.values().next().value;
  }

  /** Each is met once, whatever is taken meanwhile. */
  *records(): Generator<RegisterRecord, undefined> {
    for (const shelf of [...this.#shelves]) yield* [...shelf.values()];
  }

  #lastWithRoom(): Map<string, RegisterRecord> {
    const last = this.#shelves.at(-1);
    if (last !== undefined && last.size < ROOM) return last;
    const next = new Map<string, RegisterRecord>();
    this.#shelves.push(next);
    return next;
  }

  #placeOf(name: string): number {
    return this.#shelves.findLastIndex((shelf) => shelf.has(name));
  }

  /** Makes one of a shelf and the next when together they are half empty: what is left of many must not be many. */
  #join(place: number): void {
    const shelf = this.#shelves[place];
    const next = this.#shelves[place + 1];
    if (shelf?.size === 0) this.#shelves.splice(place, 1);
    if (shelf === undefined || next === undefined || shelf.size === 0 || shelf.size + next.size > ROOM / 2) return;
    for (const [name, record] of next) shelf.set(name, record);
    this.#shelves.splice(place + 1, 1);
  }
}
