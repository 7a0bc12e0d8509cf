import type { Line } from "../../../lib/devices/lines.ts";
import { lineAt, offsetsOf, scrolledToLine, unevenWindowOf } from "../../../lib/list/uneven.ts";
import { headAbove } from "../../../lib/list/walk.ts";
import { slotsOf } from "../../../lib/list/window.ts";

/** In CSS pixels. */
export interface Heights {
  /** What stays at the top while the lines go by. */
  readonly top: number;
  /** The head of a group. */
  readonly head: number;
  readonly devices: number;
}

export interface ShownLine {
  readonly line: Line;
  readonly index: number;
  /** Where the line stands among all lines, in CSS pixels. */
  readonly y: number;
  /** Whose elements it is drawn with: a line that leaves at one end gives them to the one that comes in at the other. */
  readonly slot: number;
  readonly isStuck: boolean;
}

/** In a box lower than so many lines no head is held at the top. */
const LOW = 5;

/** The part of the list that is on screen, with the head of its group held at the top. */
export class DeviceWindow {
  readonly #lines: () => readonly Line[];
  readonly #heights: () => Heights;
  scrollTop = $state(0);
  /** Of the box that scrolls. */
  height = $state(0);

  readonly #offsets = $derived.by(() => {
    const { head, devices } = this.#heights();
    return offsetsOf(this.#lines().map(({ kind }) => (kind === "group" ? head : devices)));
  });
  readonly #viewport = $derived.by(() => ({
    scrollTop: this.scrollTop,
    height: Math.max(0, this.height - this.#heights().top),
  }));
  readonly #heads = $derived.by(() => this.#lines().flatMap(({ kind }, index) => (kind === "group" ? [index] : [])));
  readonly #isLow = $derived.by(() => this.height < LOW * this.#heights().devices);
  readonly #stuck = $derived.by(() =>
    this.#isLow ? undefined : headAbove(this.#heads, lineAt(this.#offsets, this.scrollTop)),
  );

  readonly #slots = $derived.by(() => {
    const { head, devices } = this.#heights();
    return slotsOf(this.#viewport, Math.min(head, devices));
  });

  /** Of all lines. */
  readonly total: number = $derived.by(() => this.#offsets.at(-1) ?? 0);

  readonly shown: readonly ShownLine[] = $derived.by(() => {
    const lines = this.#lines();
    const [from, to] = unevenWindowOf(this.#viewport, this.#offsets);
    const passing = lines.slice(from, to).map((line, at) => this.#placed(line, from + at));
    const head = this.#stuck === undefined ? undefined : lines[this.#stuck];
    if (!head || this.#stuck === undefined) return passing;
    const stuck = { line: head, index: this.#stuck, y: 0, slot: -1, isStuck: true };
    return [stuck, ...passing.filter(({ index }) => index !== stuck.index)];
  });

  constructor(lines: () => readonly Line[], heights: () => Heights) {
    this.#lines = lines;
    this.#heights = heights;
  }

  /** Lines that fit, but for one, so that paging shows where it came from. */
  get page(): number {
    return Math.max(1, Math.floor(this.#viewport.height / this.#heights().devices) - 1);
  }

  #placed(line: Line, index: number): ShownLine {
    return { line, index, y: this.#offsets[index] ?? 0, slot: index % this.#slots, isStuck: false };
  }

  /** Scrolls as little as is needed to see a line whole. */
  show(index: number, box: HTMLElement): void {
    const isHead = this.#lines()[index]?.kind === "group";
    const above = this.#heads.length > 0 && !isHead && !this.#isLow ? this.#heights().head : 0;
    const target = index === 0 ? 0 : scrolledToLine(index, this.#viewport, this.#offsets, above);
    if (target !== this.scrollTop) box.scrollTop = this.scrollTop = target;
  }
}
