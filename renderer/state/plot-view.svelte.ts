import type { RegisterName } from "#shared/model/register.ts";
import { MOST_SERIES } from "#shared/contract/history.ts";
import type { Step } from "../lib/json-path.ts";
import { pointerOf } from "../lib/json-pointer.ts";
import { heldBack, liveRange, type Range, type Span } from "../lib/plot-range.ts";

/** A line in the plot. */
export interface Plotted {
  readonly name: RegisterName;
  /** Where in a structure; empty for the value itself. */
  readonly path: readonly Step[];
}

/** What outlasts a look at one register's plot: the stretch of time that is shown, and the lines to compare others with.
 *  Whoever looks at yesterday and goes on to the next register still looks at yesterday. */
export class PlotView {
  #span = $state<Span>("5m");
  /** Chosen by hand; it stands still while the live one moves on. */
  #frozen = $state.raw<Range>();
  compared = $state.raw<readonly Plotted[]>([]);

  get span(): Span {
    return this.#span;
  }

  /** The stretch moves with time. */
  get isLive(): boolean {
    return this.#frozen === undefined;
  }

  rangeAt(now: number): Range {
    return this.#frozen ?? liveRange(this.#span, now);
  }

  choose(span: Span): void {
    this.#span = span;
    this.#frozen = undefined;
  }

  /** @param range nothing for the one that moves with time */
  show(range: Range | undefined, now: number): void {
    this.#frozen = range && heldBack(range, now);
  }

  /** Whether there is room for another beside the register's own. */
  get hasRoom(): boolean {
    return this.compared.length < MOST_SERIES - 1;
  }

  compare(line: Plotted): void {
    if (this.hasRoom && !this.compared.some((other) => isSame(other, line))) this.compared = [...this.compared, line];
  }

  /** Another place in the same register. */
  move(line: Plotted, path: readonly Step[]): void {
    const moved = { ...line, path };
    this.compared = this.compared
      .filter((other) => isSame(other, line) || !isSame(other, moved))
      .map((other) => (isSame(other, line) ? moved : other));
  }

  leaveOut(line: Plotted): void {
    this.compared = this.compared.filter((other) => !isSame(other, line));
  }
}

/** Tells lines apart. */
export function keyOf({ name, path }: Plotted): string {
  return JSON.stringify([name, pointerOf(path)]);
}

function isSame(one: Plotted, other: Plotted): boolean {
  return keyOf(one) === keyOf(other);
}
