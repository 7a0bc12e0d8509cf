/** Which stretch of time a plot shows. */

/** In epoch milliseconds. */
export interface Range {
  readonly from: number;
  readonly until: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The choices, in milliseconds. */
export const SPANS = { "5m": 5 * MINUTE, "1h": HOUR, "24h": DAY, "7d": 7 * DAY } as const;
export type Span = keyof typeof SPANS;

const SHORTEST = SECOND;
/** Longer than anything is kept. */
const LONGEST = 400 * DAY;

/** What is shown while the plot moves with time. */
export function liveRange(span: Span, now: number): Range {
  return { from: now - SPANS[span], until: now };
}

/** @param factor below 1 shows less */
export function zoomed({ from, until }: Range, factor: number): Range {
  const middle = (from + until) / 2;
  const half = Math.min(LONGEST, Math.max(SHORTEST, (until - from) * factor)) / 2;
  return { from: middle - half, until: middle + half };
}

/** @param share of the width, to the right when positive */
export function panned({ from, until }: Range, share: number): Range {
  const by = (until - from) * share;
  return { from: from + by, until: until + by };
}

/** The same length, but not beyond now: there is nothing to see. */
export function heldBack({ from, until }: Range, now: number): Range {
  return until <= now ? { from, until } : { from: now - (until - from), until: now };
}

/** What was written into two fields, as `2026-11-21T18:00` on this machine's calendar.
 *  @returns nothing while it is no range */
export function writtenRange(from: string, until: string): Range | undefined {
  const range = { from: new Date(from).getTime(), until: new Date(until).getTime() };
  return range.from < range.until ? range : undefined;
}

/** For such a field. */
export function fieldOf(at: number): string {
  const moment = new Date(at);
  const two = (number: number) => String(number).padStart(2, "0");
  const date = [String(moment.getFullYear()).padStart(4, "0"), two(moment.getMonth() + 1), two(moment.getDate())];
  return `${date.join("-")}T${two(moment.getHours())}:${two(moment.getMinutes())}`;
}

/** How often a plot that moves with time is read anew, in milliseconds: what came since is drawn from the feed meanwhile. */
export function readAnewEvery({ from, until }: Range): number {
  return Math.max(15 * SECOND, Math.min(2 * MINUTE, (until - from) / 200));
}

/** Distances between two times that a person can count in. */
const DISTANCES = [
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 3, 4, 7, 14, 28, 84].map((days) => days * DAY),
];

/** Round times in a range, at most so many. Round in local time, as they are read, on both sides of a change of clocks. */
export function timeSplits(from: number, until: number, most: number): number[] {
  const distance = DISTANCES.find((length) => (until - from) / length <= Math.max(1, most)) ?? until - from;
  const local = (at: number) => at - new Date(at).getTimezoneOffset() * MINUTE;
  const splits: number[] = [];
  for (let wanted = Math.ceil(local(from) / distance) * distance; ; wanted += distance) {
    const guess = wanted + (from - local(from));
    const at = guess + (wanted - local(guess));
    if (at > until) return splits;
    if (at >= from && at > (splits.at(-1) ?? -Infinity)) splits.push(at);
  }
}

export function isSameDay(one: number, other: number): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}

/** How exactly a time on the axis is told: to the second, to the minute, or, at midnight of longer stretches, as a date. */
export function grainOf(at: number, { from, until }: Range): "second" | "minute" | "date" {
  if (until - from <= 10 * MINUTE) return "second";
  const moment = new Date(at);
  const isMidnight = moment.getHours() === 0 && moment.getMinutes() === 0;
  return until - from > DAY / 2 && isMidnight ? "date" : "minute";
}
