/** A line of a plot: what the host kept, and after it what the feed told. The host knows each change and each break, but its
 *  last second comes by the feed alone; the feed says when something was last reported, and knows nothing from before the
 *  window was opened. So the stored part counts as far as it reaches, and the feed from there on. */
import type { Gap, Series } from "#shared/model/history.ts";
import type { Step } from "./json-path.ts";
import { valueAt } from "./json-path.ts";
import { heightOf } from "./plot-data.ts";
import type { Run } from "./run-log.ts";

/** In columns of equal length; null where the line breaks. */
export interface Trace {
  readonly xs: readonly number[];
  readonly ys: readonly (number | null)[];
  /** The lowest and the highest of what each point stands for. */
  readonly lows: readonly (number | null)[];
  readonly highs: readonly (number | null)[];
}

/** What the host answered for one line. */
export interface Stored {
  readonly series: Series;
  /** The end of the time that was asked for, in epoch milliseconds. */
  readonly until: number;
  /** That was the present. */
  readonly isPresent: boolean;
}

/** What the feed told of a register. */
export interface Told {
  /** Oldest first. */
  readonly runs: readonly Run[];
  readonly path: readonly Step[];
  readonly now: number;
}

/** What happened in the last second may not be stored yet. */
const NOT_YET_STORED = 1_000;
/** A register may be silent for so many times its time to live before its line breaks. */
const SILENCE = 1.5;

/** From where on the feed counts. Every change is told in its order, so a stored one proves that all before it are, too. */
export function jointOf(stored: Stored | undefined): number {
  if (!stored) return -Infinity;
  const last = stored.series.at.at(-1) ?? -Infinity;
  const isSingle = stored.series.resolution === "raw";
  return isSingle ? last : Math.max(last, stored.until - NOT_YET_STORED);
}

/** @param hold for how long before a change the value before is known to have been another, in milliseconds: a straight line
 *  leads over that time; without end, from one point to the next */
export function traceOf(stored: Stored | undefined, told: Told, hold: number): Trace {
  const trace = new TraceBuilder(hold);
  const storedLast = stored?.series.last.at(-1) ?? null;
  if (stored) addStored(trace, stored);
  if (stored && !stored.isPresent) trace.holdUntil(stored.until, storedLast);
  else addTold(trace, told, jointOf(stored), storedLast);
  return trace;
}

function addStored(trace: TraceBuilder, { series }: Stored): void {
  const { at, last, mean, min, max, kind, step } = series;
  const told = kind === "boolean" ? last : mean;
  for (const [index, from] of at.entries()) {
    const height = told[index] ?? null;
    if (height === null) trace.breakAt(from);
    else trace.add(from, { height, low: min[index] ?? height, high: max[index] ?? height, isGathered: step > 0 });
  }
}

function addTold(trace: TraceBuilder, { runs, path, now }: Told, joint: number, storedLast: number | null): void {
  const first = firstAfter(runs, joint);
  for (let index = first; index < runs.length; index += 1) addRun(trace, runs, index, path, joint);
  const last = runs.at(-1);
  if (last?.expiredAt !== undefined) return;
  if (last === undefined) return trace.holdUntil(now, storedLast);
  // The feed is a moment late: the host may have written down already what it has not told yet.
  const height = first < runs.length ? heightOf(valueAt(last.text, path)) : storedLast;
  trace.holdUntil(Math.min(now, Math.max(joint, last.until) + last.ttl * SILENCE), height);
}

function addRun(trace: TraceBuilder, runs: readonly Run[], index: number, path: readonly Step[], joint: number): void {
  const [before, run] = [runs[index - 1], runs[index]];
  if (!run) return;
  const { from, until, expiredAt } = run;
  const ended = before && (before.expiredAt ?? before.until);
  if (run.isAfterGap && ended !== undefined && ended > joint) trace.breakAt(ended);
  const height = heightOf(valueAt(run.text, path));
  if (height === null) return trace.breakAt(Math.max(from, joint));
  if (from > joint) trace.add(from, { height, low: height, high: height, isGathered: false });
  if (until > Math.max(from, joint)) trace.holdUntil(until, height);
  if (expiredAt !== undefined && expiredAt > joint) trace.breakAt(expiredAt);
}

/** Hours of runs lie before it, as a rule. */
function firstAfter(runs: readonly Run[], joint: number): number {
  let first = runs.length;
  while (first > 0 && (runs[first - 1]?.expiredAt ?? runs[first - 1]?.until ?? joint) > joint) first -= 1;
  return first;
}

interface Point {
  readonly height: number;
  readonly low: number;
  readonly high: number;
  /** It stands for a stretch of time that ends where the next point begins. */
  readonly isGathered: boolean;
}

/** Times rise strictly, as uPlot wants it, and no two breaks follow each other. */
class TraceBuilder implements Trace {
  readonly xs: number[] = [];
  readonly ys: (number | null)[] = [];
  readonly lows: (number | null)[] = [];
  readonly highs: (number | null)[] = [];
  readonly #hold: number;

  constructor(hold: number) {
    this.#hold = hold;
  }

  add(at: number, { height, low, high, isGathered }: Point): void {
    if (!isGathered) this.#holdBefore(at);
    this.#push(at, height, low, high);
  }

  /** The value held until just before. */
  breakAt(at: number): void {
    const height = this.ys.at(-1);
    if (height === undefined || height === null) return;
    this.holdUntil(at - 1, height);
    this.#push(at, null, null, null);
  }

  /** Draws on to a moment, if nothing is drawn there yet. */
  holdUntil(at: number, height: number | null): void {
    if (height !== null && at > (this.xs.at(-1) ?? Infinity)) this.#push(at, height, height, height);
  }

  #holdBefore(at: number): void {
    const height = this.ys.at(-1);
    const known = at - this.#hold;
    if (typeof height === "number" && known > (this.xs.at(-1) ?? Infinity)) this.#push(known, height, height, height);
  }

  #push(at: number, height: number | null, low: number | null, high: number | null): void {
    this.xs.push(Math.max(at, (this.xs.at(-1) ?? -Infinity) + 1));
    this.ys.push(height);
    this.lows.push(low);
    this.highs.push(high);
  }
}

/** Where a line breaks and why, up to now. */
export function gapsOf(stored: Stored | undefined, { runs, now }: Omit<Told, "path">): Gap[] {
  if (stored && !stored.isPresent) return [...stored.series.gaps];
  const joint = jointOf(stored);
  const after = runs.slice(firstAfter(runs, joint));
  const gaps = stored ? upToNow(stored, after, joint, now) : [];
  for (const [index, { expiredAt = -Infinity }] of after.entries()) {
    const from = Math.round(expiredAt);
    if (from <= (gaps.at(-1)?.from ?? joint)) continue;
    gaps.push({ from, to: Math.max(from, after[index + 1]?.from ?? now), reason: "expired" });
  }
  return gaps;
}

/** The gap that lasted when the host was asked lasts until something is reported again. */
function upToNow({ series, until }: Stored, after: readonly Run[], joint: number, now: number): Gap[] {
  const last = series.gaps.at(-1);
  if (!last || last.to < until) return [...series.gaps];
  const back = after.find((run) => run.from > last.from || run.until > joint)?.from ?? now;
  return [...series.gaps.slice(0, -1), { ...last, to: Math.max(last.from, back) }];
}

/** What a line was at a moment; nothing where it broke or had not begun. */
export function pointAt(
  { xs, ys, lows, highs }: Trace,
  at: number,
): { readonly height: number; readonly low: number; readonly high: number } | undefined {
  const index = lastUpTo(xs, at);
  const height = ys[index];
  if (height === undefined || height === null) return undefined;
  return { height, low: lows[index] ?? height, high: highs[index] ?? height };
}

/** The index of the last of rising times that is not after a moment; -1 when all are. */
export function lastUpTo(times: readonly number[], at: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
