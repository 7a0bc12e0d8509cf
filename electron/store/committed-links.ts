import type { ChainLink } from "../audit/audit-store.ts";

/** In characters. */
const HASH = 64;

/** Where a write's lines came to stand in the audit. Taken out of the hashes of the whole commit when somebody asks: mostly
 *  nobody does. */
export class CommittedLinks implements Iterable<ChainLink> {
  readonly #firstLine: number;
  readonly #hashes: string;
  readonly #from: number;
  readonly #to: number;

  /** @param firstLine the id of the commit's first line  @param hashes of all its lines, one after the other
   *  @param from the first of the write among them  @param to the one behind its last */
  constructor(firstLine: number, hashes: string, from: number, to: number) {
    this.#firstLine = firstLine;
    this.#hashes = hashes;
    this.#from = from;
    this.#to = to;
  }

  *[Symbol.iterator](): Generator<ChainLink> {
    for (let line = this.#from; line < this.#to; line++) {
      yield { id: this.#firstLine + line, hash: this.#hashes.slice(line * HASH, (line + 1) * HASH) };
    }
  }
}
