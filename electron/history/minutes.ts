/** One-minute rollups: what stays of numbers and booleans when the single changes are gone. */
import type { Minute } from "#shared/contract/history.ts";
import type { GapReason, Period, UnobservedPeriod } from "#shared/model/history.ts";
import { numberOf, type Moment } from "./moment.ts";
import { spansOf, type Span } from "./spans.ts";

export const MINUTE = 60_000;

/** A minute in which something happened to a register. Those in which nothing did are not kept: its last value held on. Where
 *  none of it was observed the number ended when it began, and the figures say what it was until then. */
export interface RolledMinute extends Minute {
  /** Why there was no number at its end; undefined when there was one. */
  readonly ended: GapReason | undefined;
}

/** @param moments of one register, oldest first; one from before `range` says what it began with
 *  @param range whole minutes; those of them in which there was a number and in which something happened are told */
export function rolledUp(
  moments: readonly Moment[],
  unobserved: readonly UnobservedPeriod[],
  range: Period,
): RolledMinute[] {
  const counts = new Map<number, number>();
  const happening = new Set<number>();
  for (const { at, kind, value } of moments) {
    if (at < range.from || at >= range.to) continue;
    const minute = at - (at % MINUTE);
    happening.add(minute);
    if (numberOf({ at, kind, value }) !== undefined) counts.set(minute, (counts.get(minute) ?? 0) + 1);
  }
  const carry = moments.findLast(({ at }) => at < range.from);
  let open = carry === undefined ? undefined : numberOf(carry);
  const byMinute = Map.groupBy(cutAtMinutes(spansOf(moments, unobserved, range), happening), ({ minute }) => minute);
  return [...byMinute].flatMap(([minute, pieces]) => {
    const rolled = rolledMinute(minute, pieces, counts.get(minute) ?? 0) ?? endedMinute(minute, pieces, open);
    const last = pieces.at(-1);
    open = last?.number;
    return rolled === undefined ? [] : [rolled];
  });
}

interface Piece {
  readonly minute: number;
  readonly length: number;
  readonly number: number | undefined;
  readonly gap: GapReason;
}

function* cutAtMinutes(spans: readonly Span[], minutes: ReadonlySet<number>): Generator<Piece> {
  for (const span of spans) {
    const number = "moment" in span ? numberOf(span.moment) : undefined;
    const gap = "gap" in span ? span.gap : "no-value";
    for (let from = span.from; from < span.to;) {
      const minute = from - (from % MINUTE);
      const to = Math.min(span.to, minute + MINUTE);
      if (minutes.has(minute)) yield { minute, length: to - from, number, gap };
      from = to;
    }
  }
}

function endedMinute(minute: number, pieces: readonly Piece[], open: number | undefined): RolledMinute | undefined {
  const ended = pieces.at(-1)?.gap;
  if (open === undefined || ended === undefined) return undefined;
  return { at: minute, min: open, max: open, mean: open, last: open, count: 0, observed: 0, ended };
}

function rolledMinute(minute: number, pieces: readonly Piece[], count: number): RolledMinute | undefined {
  let [min, max, sum, length, last] = [Infinity, -Infinity, 0, 0, 0];
  for (const piece of pieces) {
    if (piece.number === undefined) continue;
    last = piece.number;
    min = Math.min(min, last);
    max = Math.max(max, last);
    length += piece.length;
  }
  if (length === 0) return undefined;
  // Shares before products: a register may hold the largest number there is.
  for (const { number, length: held } of pieces) if (number !== undefined) sum += number * (held / length);
  const end = pieces.at(-1);
  const ended = end?.number === undefined ? (end?.gap ?? "no-value") : undefined;
  // Rounding may lead a little out of what there was.
  const mean = Math.min(max, Math.max(min, sum));
  return { at: minute, min, max, mean, last, count, observed: length / MINUTE, ended };
}
