/** The keyboard in the timeline, which is one stop of the tab key. Days are headings and are stepped over. */
import { isModified } from "../../lib/keyboard.ts";
import type { TimelineRow } from "../../lib/timeline.ts";

export interface TimelineKeysNeeds {
  readonly rows: () => readonly TimelineRow[];
  /** Where the keyboard stands; below zero when nowhere. */
  readonly cursor: () => number;
  /** Rows that fit on the screen. */
  readonly page: () => number;
  readonly go: (index: number) => void;
  readonly open: (index: number) => void;
  readonly toggleRun: (row: TimelineRow & { kind: "run" }) => void;
}

export class TimelineKeys {
  readonly #needs: TimelineKeysNeeds;

  constructor(needs: TimelineKeysNeeds) {
    this.#needs = needs;
  }

  /** @returns whether the key did something and is used up */
  press(event: KeyboardEvent): boolean {
    const act = isModified(event) ? undefined : this.#acts[event.key];
    act?.();
    return act !== undefined;
  }

  readonly #acts: Readonly<Record<string, () => void>> = {
    ArrowDown: () => this.#by(1),
    ArrowUp: () => this.#by(-1),
    PageDown: () => this.#by(this.#needs.page()),
    PageUp: () => this.#by(-this.#needs.page()),
    Home: () => this.#goTo(0, 1),
    End: () => this.#goTo(this.#needs.rows().length - 1, -1),
    Enter: () => this.#needs.open(this.#needs.cursor()),
    " ": () => this.#needs.open(this.#needs.cursor()),
    ArrowRight: () => this.#fold(true),
    ArrowLeft: () => this.#fold(false),
  };

  #by(rows: number): void {
    this.#goTo(this.#needs.cursor() + rows, rows < 0 ? -1 : 1);
  }

  /** A day in the way is stepped over; behind one there always is a line. */
  #goTo(wanted: number, direction: 1 | -1): void {
    const rows = this.#needs.rows();
    let index = Math.max(0, Math.min(wanted, rows.length - 1));
    if (rows[index]?.kind === "day") index += direction < 0 && index > 0 ? -1 : 1;
    if (rows[index] !== undefined) this.#needs.go(index);
  }

  /** From a line of a run, the run itself is folded. */
  #fold(isToOpen: boolean): void {
    const rows = this.#needs.rows();
    let index = this.#needs.cursor();
    if (!isToOpen) {
      for (let row = rows[index]; row?.kind === "line" && row.isOfRun; row = rows[index]) index -= 1;
    }
    const row = rows[index];
    if (row?.kind !== "run") return;
    this.#needs.go(index);
    if (row.isOpen !== isToOpen) this.#needs.toggleRun(row);
  }
}
