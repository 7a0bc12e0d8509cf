/** Looking back at one register. Everything is epoch milliseconds on the host's clock. */
import type { JsonText } from "#shared/json.ts";
import type { Change, GapReason, Gap, Period } from "#shared/model/history.ts";

/** A value, and since when it was there. */
export interface EarlierValue {
  readonly at: number;
  readonly text: JsonText;
}

/** What a register was at a moment that is looked at. */
export interface Viewed {
  readonly at: number;
  /** Since when it was so; the moment itself where nothing is known of that time. */
  readonly from: number;
  /** Until just before when it was so; absent while it still is. */
  readonly until?: number;
  /** Absent when it had no value. */
  readonly text?: JsonText;
  /** Why it had none; without a reason nothing is known of that time. */
  readonly gap?: GapReason;
  /** The value it had before, to compare with. */
  readonly previous?: EarlierValue;
}

/** The latest value before a moment that differs from another: a register tells the same again after a time in which nobody
 *  watched. @param changes newest first */
export function earlierValue(
  changes: readonly Change[],
  before: number,
  other: JsonText | undefined,
): EarlierValue | undefined {
  for (const { at, value } of changes) {
    if (at < before && value !== undefined && value !== other) return { at, text: value };
  }
  return undefined;
}

/** Where a value ends: with the next change, or sooner because nobody watched any more. */
export function endOf(next: number | undefined, unobserved: readonly Gap[]): number | undefined {
  const gap = unobserved[0]?.from;
  if (next === undefined || gap === undefined) return next ?? gap;
  return Math.min(next, gap);
}

export const SPANS = ["hour", "day", "all"] as const;
export type Span = (typeof SPANS)[number];

const LENGTHS: Readonly<Record<Span, number>> = { hour: 3_600_000, day: 24 * 3_600_000, all: Infinity };

/** The shortest stretch a slider is drawn for: of a past that has only just begun. */
const SHORTEST = 1_000;

/** The stretch of time to choose from: up to now, unless the moment lies before that; then around it. */
export function stretchAround(
  span: Span,
  { at, oldest, now }: { readonly at: number | undefined; readonly oldest: number; readonly now: number },
): Period {
  const begin = Math.min(oldest, now - SHORTEST);
  const length = Math.min(LENGTHS[span], now - begin);
  const isRecent = at === undefined || at >= now - length;
  const from = isRecent ? now - length : Math.max(begin, at - length / 2);
  return { from: Math.floor(from), to: Math.ceil(from + length) };
}

/** How far along a stretch a moment is, from 0 to 1. */
export function placeIn({ from, to }: Period, at: number): number {
  return Math.max(0, Math.min(1, (at - from) / (to - from)));
}
