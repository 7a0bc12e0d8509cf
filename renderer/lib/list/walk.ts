/** Ways through the rows that are not just up and down. */
import type { Row } from "./rows.ts";

/** The row that a row is folded into. @returns nothing for the outermost */
export function parentIndex(rows: readonly Row[], index: number): number | undefined {
  const row = rows[index];
  if (!row) return undefined;
  for (let above = index - 1; above >= 0; above -= 1) {
    if ((rows[above]?.level ?? 0) < row.level) return above;
  }
  return undefined;
}

/** The head that stands above the first row on screen. @param heads where the heads are, in order */
export function headAbove(heads: readonly number[], firstOnScreen: number): number | undefined {
  let low = 0;
  let high = heads.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((heads[middle] ?? 0) <= firstOnScreen) low = middle + 1;
    else high = middle;
  }
  return heads[low - 1];
}

/** A pause this long, in milliseconds, begins a new word. */
const PAUSE = 700;

/** Letters go to the next row that begins with them. */
export class TypeAhead {
  #typed = "";
  #at = Number.NEGATIVE_INFINITY;
  readonly #clock: () => number;

  constructor(clock: () => number = () => performance.now()) {
    this.#clock = clock;
  }

  get isTyping(): boolean {
    return this.#typed !== "" && this.#clock() - this.#at < PAUSE;
  }

  /** Another key was pressed: what comes next is a new word. */
  stop(): void {
    this.#typed = "";
  }

  /** @returns where to go, if anywhere */
  find(letter: string, rows: readonly Row[], from: number): number | undefined {
    const isGoingOn = this.isTyping;
    this.#typed = (isGoingOn ? this.#typed : "") + letter.toLowerCase();
    this.#at = this.#clock();
    // A longer word may still fit the row it led to; a new one means the next.
    const start = Math.max(0, isGoingOn ? from : from + 1);
    for (let step = 0; step < rows.length; step += 1) {
      const index = (start + step) % rows.length;
      const row = rows[index];
      if (row && labelOf(row).toLowerCase().startsWith(this.#typed)) return index;
    }
    return undefined;
  }
}

const labelOf = (row: Row) => (row.kind === "register" ? row.name.slice(row.said) : row.label);
