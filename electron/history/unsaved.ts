import type { Period } from "#shared/model/history.ts";
import type { HistoryWrite, MomentCells } from "./history-store.ts";
import type { Moment } from "./moment.ts";

/** What a moment takes in memory but for its text, in bytes. */
const MOMENT_BYTES = 40;
const CELLS = 4;
/** Names beyond are forgotten when nothing waits under them, so that names that never come back do not fill the memory. */
const MOST_NAMES = 200_000;

/** Moments on their way to the disk. While it takes nothing they are kept up to a size; then the oldest go. */
export class Unsaved {
  readonly #most: number;
  readonly #numbers = new Map<string, number>();
  readonly #names = new Map<number, string>();
  /** Numbers that the store knows. */
  readonly #told = new Set<number>();
  #lastNumber = 0;
  #cells: MomentCells = [];
  #bytes = 0;

  /** @param most how many bytes may wait */
  constructor(most: number) {
    this.#most = most;
  }

  get isEmpty(): boolean {
    return this.#cells.length === 0;
  }

  /** @returns the time from which moments had to be dropped to make room */
  add(name: string, { at, kind, value }: Moment): Period | undefined {
    this.#cells.push(this.#numberOf(name), at, kind, value);
    this.#bytes += bytesOf(value);
    return this.#bytes > this.#most ? this.#dropOldest() : undefined;
  }

  /** Everything, with the names that the store does not know yet. */
  take(): Pick<HistoryWrite, "names" | "cells"> {
    const cells = this.#cells;
    this.#cells = [];
    this.#bytes = 0;
    const names: [number, string][] = [];
    for (let at = 0; at < cells.length; at += CELLS) {
      const number = cells[at] as number;
      if (this.#told.has(number)) continue;
      this.#told.add(number);
      names.push([number, this.#names.get(number) ?? ""]);
    }
    return { names, cells };
  }

  /** What was taken is stored. */
  saved(): void {
    if (this.#numbers.size < MOST_NAMES || !this.isEmpty) return;
    [this.#numbers, this.#names, this.#told].forEach((known) => known.clear());
  }

  /** What was taken could not be stored, and the store may have forgotten names. @returns like `add` */
  putBack(cells: MomentCells): Period | undefined {
    this.#told.clear();
    this.#cells = cells.concat(this.#cells);
    this.#bytes = 0;
    for (let at = CELLS - 1; at < this.#cells.length; at += CELLS) this.#bytes += bytesOf(this.#cells[at]);
    return this.#bytes > this.#most ? this.#dropOldest() : undefined;
  }

  #numberOf(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const number = ++this.#lastNumber;
    this.#numbers.set(name, number);
    this.#names.set(number, name);
    return number;
  }

  /** A quarter of what there may be, so that it need not be done for each. */
  #dropOldest(): Period {
    const from = this.#cells[1] as number;
    let dropped = 0;
    for (; this.#bytes > 0.75 * this.#most; dropped += CELLS) this.#bytes -= bytesOf(this.#cells[dropped + CELLS - 1]);
    this.#cells = this.#cells.slice(dropped);
    // Until the first that is left.
    return { from, to: Math.max(from + 1, (this.#cells[1] as number | undefined) ?? from) };
  }
}

function bytesOf(value: number | string | null | undefined): number {
  return MOMENT_BYTES + (typeof value === "string" ? 2 * value.length : 0);
}
