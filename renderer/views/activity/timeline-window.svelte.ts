import { headAbove } from "../../lib/list/walk.ts";
import { scrolledTo, slotsOf, windowOf } from "../../lib/list/window.ts";
import type { TimelineRow } from "../../lib/timeline.ts";

export interface ShownRow {
  readonly row: TimelineRow;
  readonly index: number;
  /** Where the row stands among all rows, in CSS pixels. */
  readonly top: number;
  /** Whose elements it is drawn with. */
  readonly slot: number;
  readonly isStuck: boolean;
}

/** So many rows before the end, what was before is read ahead. */
const AHEAD = 60;
/** In a box lower than so many rows no name is held at the top. */
const LOW = 7;

/** The part of the timeline that is on screen, with the name of its day held at the top. */
export class TimelineWindow {
  readonly #rows: () => readonly TimelineRow[];
  readonly #rowHeight: () => number;
  scrollTop = $state(0);
  /** Of the box that scrolls. */
  height = $state(0);

  readonly #range = $derived.by(() => windowOf(this, this.#rowHeight(), this.#rows().length));
  readonly #slots = $derived.by(() => slotsOf(this, this.#rowHeight()));
  readonly #days = $derived.by(() => this.#rows().flatMap(({ kind }, index) => (kind === "day" ? [index] : [])));
  readonly #stuck = $derived.by(() => headAbove(this.#days, Math.floor(this.scrollTop / this.#rowHeight())));

  readonly shown: readonly ShownRow[] = $derived.by(() => {
    const [from, to] = this.#range;
    const passing = this.#rows()
      .slice(from, to)
      .map((row, at) => this.#placed(row, from + at));
    // In a low window every line counts, and the name scrolls away.
    const isLow = this.height < LOW * this.#rowHeight();
    const day = isLow || this.#stuck === undefined ? undefined : this.#rows()[this.#stuck];
    if (!day || this.#stuck === undefined) return passing;
    const stuck = { row: day, index: this.#stuck, top: 0, slot: -1, isStuck: true };
    return [stuck, ...passing.filter(({ index }) => index !== stuck.index)];
  });
  readonly isNearEnd = $derived.by(() => this.height > 0 && this.#range[1] > this.#rows().length - AHEAD);

  constructor(rows: () => readonly TimelineRow[], rowHeight: () => number) {
    this.#rows = rows;
    this.#rowHeight = rowHeight;
  }

  /** Rows that fit below the day's name, but for one, so that paging shows where it came from. */
  get page(): number {
    return Math.max(1, Math.floor(this.height / this.#rowHeight()) - 2);
  }

  /** The first that is whole on screen and no day. */
  get firstLine(): number {
    const first = Math.ceil(this.scrollTop / this.#rowHeight());
    return (
      first +
      Math.max(
        0,
        this.#rows()
          .slice(first)
          .findIndex(({ kind }) => kind !== "day"),
      )
    );
  }

  /** Where to scroll to see a row whole; undefined when it is. */
  targetFor(index: number): number | undefined {
    if (index < 0) return undefined;
    const target = index <= 1 ? 0 : scrolledTo(index, this, this.#rowHeight(), this.#rowHeight());
    return target === this.scrollTop ? undefined : target;
  }

  #placed(row: TimelineRow, index: number): ShownRow {
    return { row, index, top: index * this.#rowHeight(), slot: index % this.#slots, isStuck: false };
  }
}
