/** What has no height in a plot, texts and structures, is drawn as when it changed. */
import type { JsonText } from "#shared/json.ts";
import type { Series } from "#shared/model/history.ts";
import { headOf, isCut, type TextHead } from "#shared/text-head.ts";
import { valueAt } from "./json-path.ts";
import { jointOf, lastUpTo, type Stored, type Told } from "./plot-trace.ts";
import { kindOf } from "./value.ts";

/** From when on it was so; nothing where there was no value. */
export interface Tick {
  readonly at: number;
  /** The beginning of it. */
  readonly text: string | undefined;
  /** How many characters the whole has, where it has more. */
  readonly length?: number;
}

/** Oldest first, each with another text than the one before; of long ones the difference may lie beyond what is shown. */
export function ticksOf(stored: Stored | undefined, told: Told): Tick[] {
  const ticks = new Ticks();
  if (stored) addStored(ticks, stored.series);
  if (!stored || stored.isPresent) addTold(ticks, told, jointOf(stored));
  return ticks.all;
}

function addStored(ticks: Ticks, { at, texts, lengths, count }: Series): void {
  for (const [index, text] of texts.entries()) {
    const from = at[index] ?? 0;
    if (text === null) {
      ticks.end(from);
      continue;
    }
    const head = { text, length: lengths[index] ?? text.length };
    ticks.begin(from, head, isCut(head) && (count[index] ?? 0) > 0);
  }
}

function addTold(ticks: Ticks, { runs, path }: Told, joint: number): void {
  const first = runs.findIndex((run) => (run.expiredAt ?? run.until) > joint);
  let before: JsonText | undefined;
  for (const { text, from, expiredAt } of first < 0 ? [] : runs.slice(first)) {
    const whole = shownOf(valueAt(text, path));
    const at = Math.max(from, joint);
    if (whole === undefined) ticks.end(at);
    else ticks.begin(at, headOf(whole), before !== undefined && before !== whole);
    before = whole;
    if (expiredAt !== undefined && expiredAt > joint) ticks.end(expiredAt);
  }
}

class Ticks {
  readonly all: Tick[] = [];

  /** @param isOther it is known to differ from the one before */
  begin(at: number, head: TextHead, isOther: boolean): void {
    if (!isOther && isTold(this.all.at(-1), head)) return;
    this.all.push({ at, text: head.text, ...(isCut(head) && { length: head.length }) });
  }

  end(at: number): void {
    if (this.all.at(-1)?.text !== undefined) this.all.push({ at, text: undefined });
  }
}

function isTold(tick: Tick | undefined, { text, length }: TextHead): boolean {
  return tick?.text === text && (tick.length ?? text.length) === length;
}

function shownOf(text: string | undefined): JsonText | undefined {
  return text === undefined || kindOf(text) === "null" ? undefined : (text as JsonText);
}

export function tickAt(ticks: readonly Tick[], at: number): Tick | undefined {
  return ticks[
    lastUpTo(
      ticks.map((tick) => tick.at),
      at,
    )
  ];
}
