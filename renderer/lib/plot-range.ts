/** Which stretch of time a plot shows. */

/** In epoch milliseconds. */
export interface Range {
  readonly from: number;
  readonly until: number;
}

/** The choices, in milliseconds; `all` is everything there is. */
export const SPANS = { "1m": 60_000, "5m": 300_000, "15m": 900_000, all: undefined } as const;
export type Span = keyof typeof SPANS;

const SHORTEST = 1_000;
/** A plot of one moment would have no width. */
const NARROWEST_ALL = 30_000;

/** What is shown while the plot moves with time. @param first the oldest point */
export function liveRange(span: Span, first: number | undefined, now: number): Range {
  const length = SPANS[span] ?? Math.max(NARROWEST_ALL, now - (first ?? now));
  return { from: now - length, until: now };
}

/** @param factor below 1 shows less  @param least the longest useful range */
export function zoomed({ from, until }: Range, factor: number): Range {
  const middle = (from + until) / 2;
  const half = Math.max(SHORTEST, (until - from) * factor) / 2;
  return { from: middle - half, until: middle + half };
}

/** @param share of the width, to the right when positive */
export function panned({ from, until }: Range, share: number): Range {
  const by = (until - from) * share;
  return { from: from + by, until: until + by };
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Distances between two times that a person can count in. */
const DISTANCES = [
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12, 24].map((hours) => hours * HOUR),
];

/** Round times in a range, at most so many. Round in local time, as they are read. */
export function timeSplits(from: number, until: number, most: number): number[] {
  const distance = DISTANCES.find((length) => (until - from) / length <= Math.max(1, most)) ?? until - from;
  const offset = new Date(from).getTimezoneOffset() * MINUTE;
  const first = Math.ceil((from - offset) / distance) * distance + offset;
  const splits: number[] = [];
  for (let at = first; at <= until; at += distance) splits.push(at);
  return splits;
}
