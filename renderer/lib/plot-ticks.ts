/** What has no height in a plot, texts and structures, is drawn as when it changed. */
import type { JsonText } from "#shared/json.ts";
import { valueAt } from "./json-path.ts";
import { jointOf, lastUpTo, type Stored, type Told } from "./plot-trace.ts";
import { kindOf } from "./value.ts";

/** From when on it was so; nothing where there was no value. */
export interface Tick {
  readonly at: number;
  readonly text: string | undefined;
}

/** Oldest first, each with another text than the one before. */
export function ticksOf(stored: Stored | undefined, { runs, path }: Told): Tick[] {
  const ticks: Tick[] = [];
  const add = (at: number, text: string | undefined): void => {
    if (ticks.at(-1)?.text !== text || (ticks.length === 0 && text !== undefined)) ticks.push({ at, text });
  };
  if (stored) {
    const { at, texts } = stored.series;
    for (const [index, text] of texts.entries()) add(at[index] ?? 0, text ?? undefined);
    if (!stored.isPresent) return ticks;
  }
  const joint = jointOf(stored);
  const first = runs.findIndex((run) => (run.expiredAt ?? run.until) > joint);
  for (const { text, from, expiredAt } of first < 0 ? [] : runs.slice(first)) {
    add(Math.max(from, joint), shownOf(valueAt(text, path)));
    if (expiredAt !== undefined && expiredAt > joint) add(expiredAt, undefined);
  }
  return ticks;
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
