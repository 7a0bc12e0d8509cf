/** How regularly a device reports, as the bars of a picture and as the rows of a table. */
import type { Spread } from "#shared/model/device.ts";
import { text } from "../messages/messages.ts";
import { paceSpan } from "./pace.ts";

/** Fewer times than this say nothing about how regular it is. */
export const LEAST_TIMES = 8;
/** The one bar of a regular device stands between empty places, and is as wide as one of many. */
const LEAST_BARS = 9;
const MOST_TICKS = 5;

export interface IntervalBar {
  /** Milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Of the tallest one, from 0 to 1. */
  readonly height: number;
}

/** A time below the bars, where it stands: 0 is the left edge, 1 the right one. */
export interface IntervalTick {
  readonly at: number;
  readonly label: string;
}

export function barsOf({ buckets }: Spread): IntervalBar[] {
  const tallest = Math.max(1, ...buckets.map(({ count }) => count));
  const bars = buckets.map((bucket) => ({ ...bucket, height: bucket.count / tallest }));
  const missing = Math.max(0, LEAST_BARS - bars.length);
  const [first, last] = [bars[0], bars.at(-1)];
  if (!first || !last) return [];
  const grows = last.to / last.from;
  const empty = (from: number): IntervalBar => ({ from, to: from * grows, count: 0, height: 0 });
  const [before, after] = [Math.floor(missing / 2), Math.ceil(missing / 2)];
  return [
    ...Array.from({ length: before }, (_, at) => empty(first.from / grows ** (before - at))),
    ...bars,
    ...Array.from({ length: after }, (_, at) => empty(last.to * grows ** at)),
  ];
}

/** Some of the edges between bars, evenly. */
export function intervalTicks(bars: readonly IntervalBar[]): IntervalTick[] {
  const step = Math.ceil(bars.length / MOST_TICKS);
  return bars.flatMap(({ from }, index) =>
    index > 0 && index % step === 0 ? [{ at: index / bars.length, label: edgeWords(from) }] : [],
  );
}

/** For example “4.5 s to 5.6 s”. */
export function barWords({ from, to }: IntervalBar): string {
  return text.device.intervals.range(edgeWords(from), edgeWords(to));
}

/** For who does not see the bars: where most of them are. */
export function spreadSentence({ of }: Spread, bars: readonly IntervalBar[]): string {
  const tallest = bars.find(({ height }) => height === 1);
  if (!tallest) return "";
  return text.device.intervals.summary(of, tallest.count, edgeWords(tallest.from), edgeWords(tallest.to));
}

/** An edge is no measurement: two digits are as exact as it helps. */
function edgeWords(milliseconds: number): string {
  return paceSpan(Number(milliseconds.toPrecision(2)));
}
