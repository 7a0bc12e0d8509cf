import type { Row } from "../../../lib/list/rows.ts";
import { headAbove } from "../../../lib/list/walk.ts";
import { scrolledTo, slotsOf, windowOf } from "../../../lib/list/window.ts";

/** The head of the table, in CSS pixels. */
export const HEAD = 36;

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
  readonly slots = $derived.by(() => slotsOf(this.#viewport, this.#rowHeight()));
  /** The head of a group that is held at the top while its rows go by. */
  readonly stuck = $derived.by(() => headAbove(this.#heads, Math.floor(this.scrollTop / this.#rowHeight())));

  readonly shown = $derived.by(() => {
    const [from, to] = this.#range;
    return this.#rows()
      .slice(from, to)
      .flatMap((row, at) => {
        const index = from + at;
        return index === this.stuck ? [] : [{ row, index, top: index * this.#rowHeight() }];
      });
  });

  constructor(rows: () => readonly Row[], rowHeight: () => number) {
    this.#rows = rows;
    this.#rowHeight = rowHeight;
  }

  /** Rows that fit, but for one, so that paging shows where it came from. */
  get page(): number {
    return Math.max(1, Math.floor(this.#viewport.height / this.#rowHeight()) - 1);
  }

  /** Scrolls as little as is needed to see a row whole. */
  show(index: number, box: HTMLElement): void {
    if (index < 0) return;
    const above = this.#heads.length > 0 && this.#rows()[index]?.kind !== "group" ? this.#rowHeight() : 0;
    const target = scrolledTo(index, this.#viewport, this.#rowHeight(), above);
    if (target !== this.scrollTop) box.scrollTop = this.scrollTop = target;
  }
}
