/** Runs of values as lines of a plot. Gaps stay gaps: what nobody reported is not drawn. */
import { formatPath, plottablePaths, valueAt, type Step } from "./json-path.ts";
import type { Run } from "./run-log.ts";
import { kindOf } from "./value.ts";

/** One line: a height, or `null` for a break, at each time. */
export interface Line {
  readonly xs: readonly number[];
  readonly ys: readonly (number | null)[];
}

/** The time axis of all lines, and for each line its height at each time: `undefined` where it only has no point, which is
 *  drawn through, `null` where it breaks. That is how uPlot wants it. */
export interface Aligned {
  readonly xs: readonly number[];
  readonly ys: readonly (readonly (number | null | undefined)[])[];
}

/** Offered for choice; a structure with more is not meant to be plotted. */
const MOST_PLACES = 200;

/** The places in a value that can be plotted; the value itself when it is a number or a switch. */
export function plottedIn(text: string): (readonly Step[])[] {
  return plottablePaths(text, MOST_PLACES);
}

/** A number's own height, 0 and 1 for off and on; texts, structures and null have none. */
export function heightOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const kind = kindOf(text);
  if (kind === "number") return Number(text);
  return kind === "boolean" ? Number(text === "true") : null;
}

/** A value that counts this long, in milliseconds, was set rather than measured: it holds until it is set again. */
const HOLDS_FROM = 60_000;

export function isHeld(runs: readonly Run[]): boolean {
  return (runs.at(-1)?.ttl ?? 0) >= HOLDS_FROM;
}

/** @param now how far a value that holds is drawn */
export function lineOf(runs: readonly Run[], path: readonly Step[], now: number): Line {
  const line = new LineBuilder();
  for (const { text, from, until, isAfterGap, expiredAt } of runs) {
    if (isAfterGap) line.stop();
    const height = heightOf(valueAt(text, path));
    line.add(from, height);
    if (until > from) line.add(until, height);
    if (expiredAt !== undefined) line.stop();
  }
  const last = runs.at(-1);
  if (last && last.expiredAt === undefined && isHeld(runs) && now > last.until) {
    line.add(Math.min(now, last.until + last.ttl), heightOf(valueAt(last.text, path)));
  }
  return line;
}

/** Times rise strictly, as uPlot wants it, and no two breaks follow each other. */
class LineBuilder implements Line {
  readonly xs: number[] = [];
  readonly ys: (number | null)[] = [];

  add(at: number, height: number | null): void {
    if (height === null && this.ys.at(-1) === null) return;
    this.xs.push(Math.max(at, (this.xs.at(-1) ?? -Infinity) + 1));
    this.ys.push(height);
  }

  stop(): void {
    if (this.xs.length > 0) this.add(0, null);
  }
}

export function align(lines: readonly Line[]): Aligned {
  const xs = [...new Set(lines.flatMap((line) => line.xs))].sort((a, b) => a - b);
  const positions = new Map(xs.map((x, index) => [x, index]));
  const ys = lines.map((line) => {
    const heights = new Array<number | null | undefined>(xs.length).fill(undefined);
    for (const [index, x] of line.xs.entries()) heights[positions.get(x) ?? 0] = line.ys[index];
    // A break lasts until the next height, also at the times of other lines.
    for (let at = 1; at < heights.length; at += 1) {
      if (heights[at] === undefined && heights[at - 1] === null) heights[at] = null;
    }
    return heights;
  });
  return { xs, ys };
}

/** What a line is called: its register and, inside a structure, the place. */
export function lineName(register: string, path: readonly Step[]): string {
  return path.length === 0 ? register : `${register} ${formatPath(path)}`;
}
