import type { Period } from "#shared/model/history.ts";
import type { HistoryWrite, MomentCells } from "./history-store.ts";
import { EXPIRED, type Moment } from "./moment.ts";

/** What a moment takes in memory but for its text, in bytes. */
const MOMENT_BYTES = 40;
const CELLS = 4;
/** Names beyond are forgotten when nothing is known or waits under them, so that names that never come back do not fill the
 *  memory. */
const MOST_NAMES = 200_000;
/** So many moments of a stretch are kept whatever they are. Of what changes more often than that, which is no
 *  site but a test or a fault, the last value of each register in each stretch is kept: writing all of it down would cost more
 *  than all else the host does. */
const EXACT = 3_000;
/** A stretch is over when what waits is taken, twice a second; when nothing is taken, after so long. */
const STRETCH = 1_000;

/** So many moments go to the disk in one write: copying them to another thread must not stall the listener. */
const AT_ONCE = 5_000;

/** A register on its way to the disk. */
export interface Line {
  readonly name: string;
  /** What stands for the name in this run. */
  readonly number: number;
  /** SQLite keeps UTF-8, which has no half letters: under a name with one another register's past would be written down. */
  readonly isStorable: boolean;
  /** Its value is known and written down. */
  isKnown: boolean;
  /** The store knows what the number stands for. */
  isTold: boolean;
  /** Where its last moment waits, counted from the first that ever waited; it counts only in the stretch it came in. */
  cell: number;
  stretch: number;
}

/** Moments on their way to the disk. While it takes nothing they are kept up to a size; then the oldest go. */
export class Unsaved {
  readonly #most: number;
  readonly #lines = new Map<string, Line>();
  readonly #byNumber = new Map<number, Line>();
  /** How many names there may be before some are forgotten. */
  #mostNames = MOST_NAMES;
  #lastNumber = 0;
  #cells: MomentCells = [];
  /** How many cells were taken before these. */
  #taken = 0;
  /** How many of these were there when the last taking began. */
  #due = 0;
  #bytes = 0;
  #stretch = 0;
  #stretchFrom = -Infinity;
  #inStretch = 0;

  /** @param most how many bytes may wait */
  constructor(most: number) {
    this.#most = most;
  }

  get isEmpty(): boolean {
    return this.#cells.length === 0;
  }

  line(name: string): Line {
    const known = this.#lines.get(name);
    if (known !== undefined) return known;
    const number = ++this.#lastNumber;
    const isStorable = name.isWellFormed();
    const line: Line = { name, number, isStorable, isKnown: false, isTold: false, cell: 0, stretch: -1 };
    this.#lines.set(name, line);
    this.#byNumber.set(number, line);
    return line;
  }

  /** Of these registers, or of all, the value is not known any more. */
  forgetValues(names: Iterable<string> = this.#lines.keys()): void {
    for (const name of names) {
      const line = this.#lines.get(name);
      if (line !== undefined) line.isKnown = false;
    }
  }

  /** @returns the time from which moments had to be dropped to make room */
  add(line: Line, { at, kind, value }: Moment): Period | undefined {
    if (at >= this.#stretchFrom + STRETCH || at < this.#stretchFrom) this.#begin(at);
    this.#inStretch += 1;
    this.#bytes += bytesOf(value);
    if (this.#inStretch > EXACT && line.stretch === this.#stretch && this.#replace(line, { at, kind, value })) return;
    line.cell = this.#taken + this.#cells.length;
    line.stretch = this.#stretch;
    this.#cells.push(line.number, at, kind, value);
    return this.#bytes > this.#most ? this.#dropOldest() : undefined;
  }

  /** How many writes it takes to store all. */
  get writes(): number {
    return Math.ceil(this.#cells.length / (CELLS * AT_ONCE));
  }

  /** More is to be taken of what was there when the last taking began. What came since waits for the next: else a flood would be
   *  stored as fast as the disk can, and not as one value of each register in each stretch. */
  get isDue(): boolean {
    return this.#due > 0;
  }

  /** What one write takes, the oldest first, with the names that the store does not know yet. */
  take(): Pick<HistoryWrite, "names" | "cells"> {
    if (this.#due === 0) {
      this.#due = this.#cells.length;
      this.#stretchFrom = -Infinity;
    }
    const cells = this.#cells.splice(0, CELLS * AT_ONCE);
    this.#taken += cells.length;
    this.#due = Math.max(0, this.#due - cells.length);
    const names: [number, string][] = [];
    for (let at = 0; at < cells.length; at += CELLS) {
      this.#bytes -= bytesOf(cells[at + CELLS - 1]);
      const line = this.#byNumber.get(cells[at] as number);
      if (line === undefined || line.isTold) continue;
      line.isTold = true;
      names.push([line.number, line.name]);
    }
    return { names, cells };
  }

  /** What was taken is stored. */
  saved(): void {
    if (this.#lines.size < this.#mostNames || !this.isEmpty) return;
    for (const { name, number, isKnown } of this.#lines.values()) {
      if (isKnown) continue;
      this.#lines.delete(name);
      this.#byNumber.delete(number);
    }
    this.#mostNames = Math.max(MOST_NAMES, 2 * this.#lines.size);
  }

  /** What was taken could not be stored, and the store may have forgotten names. @returns like `add` */
  putBack(cells: MomentCells): Period | undefined {
    for (const line of this.#lines.values()) line.isTold = false;
    this.#hold(cells.concat(this.#cells));
    return this.#bytes > this.#most ? this.#dropOldest() : undefined;
  }

  #begin(at: number): void {
    this.#stretchFrom = at;
    this.#inStretch = 0;
    this.#stretch += 1;
  }

  /** Puts a value in the place of the one before it; where a line breaks off or begins again is never given up.
   *  @returns whether it could */
  #replace({ cell: waiting }: Line, { at, kind, value }: Moment): boolean {
    const cell = waiting - this.#taken;
    if (cell < 0 || kind >= EXPIRED || (this.#cells[cell + 2] as number) >= EXPIRED) return false;
    this.#bytes -= bytesOf(this.#cells[cell + 3]);
    this.#cells[cell + 1] = at;
    this.#cells[cell + 2] = kind;
    this.#cells[cell + 3] = value;
    return true;
  }

  /** These wait from now on, and none of them where it was. */
  #hold(cells: MomentCells): void {
    this.#cells = cells;
    this.#stretch += 1;
    this.#due = 0;
    this.#bytes = 0;
    for (let at = CELLS - 1; at < cells.length; at += CELLS) this.#bytes += bytesOf(cells[at]);
  }

  /** A quarter of what there may be, so that it need not be done for each. */
  #dropOldest(): Period {
    const from = this.#cells[1] as number;
    let latest = from;
    let [bytes, dropped] = [this.#bytes, 0];
    for (; bytes > 0.75 * this.#most; dropped += CELLS) {
      bytes -= bytesOf(this.#cells[dropped + CELLS - 1]);
      latest = Math.max(latest, this.#cells[dropped + 1] as number);
    }
    this.#hold(this.#cells.slice(dropped));
    // Until the first that is left.
    return { from, to: Math.max(from + 1, latest, (this.#cells[1] as number | undefined) ?? from) };
  }
}

function bytesOf(value: number | string | null | undefined): number {
  return MOMENT_BYTES + (typeof value === "string" ? 2 * value.length : 0);
}
