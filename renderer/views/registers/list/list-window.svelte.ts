import type { Row } from "../../../lib/list/rows.ts";
import { headAbove } from "../../../lib/list/walk.ts";
import { scrolledTo, slotsOf, windowOf } from "../../../lib/list/window.ts";

/** The head of the table, in CSS pixels. */
export const HEAD = 32;

export interface ShownRow {
  readonly row: Row;
  readonly index: number;
  /** Where the row stands among all rows, in CSS pixels. */
  readonly top: number;
  /** Whose elements it is drawn with. */
  readonly slot: number;
  readonly isStuck: boolean;
}

/** The part of the list that is on screen. */
export class ListWindow {
  readonly #rows: () => readonly Row[];
  readonly #rowHeight: () => number;
  scrollTop = $state(0);
  /** Of the box that scrolls, its head included. */
  height = $state(0);

  readonly #viewport = $derived({ scrollTop: this.scrollTop, height: Math.max(0, this.height - HEAD) });
  readonly #range = $derived.by(() => windowOf(this.#viewport, this.#rowHeight(), this.#rows().length));
  readonly #heads = $derived.by(() => this.#rows().flatMap(({ kind }, index) => (kind === "group" ? [index] : [])));
  readonly #slots = $derived.by(() => slotsOf(this.#viewport, this.#rowHeight()));
  /** The head of a group that is held at the top while its rows go by. */
  readonly #stuck = $derived.by(() => headAbove(this.#heads, Math.floor(this.scrollTop / this.#rowHeight())));

  readonly shown: readonly ShownRow[] = $derived.by(() => {
    const [from, to] = this.#range;
    const passing = this.#rows()
      .slice(from, to)
      .map((row, at) => this.#placed(row, from + at));
    const head = this.#stuck === undefined ? undefined : this.#rows()[this.#stuck];
    if (!head || this.#stuck === undefined) return passing;
    const stuck = { row: head, index: this.#stuck, top: 0, slot: -1, isStuck: true };
    return [stuck, ...passing.filter(({ index }) => index !== stuck.index)];
  });

  constructor(rows: () => readonly Row[], rowHeight: () => number) {
    this.#rows = rows;
    this.#rowHeight = rowHeight;
  }

  /** Rows that fit, but for one, so that paging shows where it came from. */
  get page(): number {
    return Math.max(1, Math.floor(this.#viewport.height / this.#rowHeight()) - 1);
  }

  #placed(row: Row, index: number): ShownRow {
    return { row, index, top: index * this.#rowHeight(), slot: index % this.#slots, isStuck: false };
  }

  /** Scrolls as little as is needed to see a row whole. */
  show(index: number, box: HTMLElement): void {
    if (index < 0) return;
    const above = this.#heads.length > 0 && this.#rows()[index]?.kind !== "group" ? this.#rowHeight() : 0;
    const target = scrolledTo(index, this.#viewport, this.#rowHeight(), above);
    if (target !== this.scrollTop) box.scrollTop = this.scrollTop = target;
  }
}
