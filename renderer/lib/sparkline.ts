/** The small plot in a row: where a value went in the last minutes. */
import type { Run } from "./run-log.ts";
import { kindOf } from "./value.ts";

export interface SparkPoint {
  /** From when to when it was so, in epoch milliseconds. */
  readonly from: number;
  readonly until: number;
  /** Nothing where there is no value. */
  readonly value: number | undefined;
  /** Nobody knows what was before: no line leads here. */
  readonly isAfterGap: boolean;
}

/** At most this long, in milliseconds, and at least this, so that the first seconds do not fill it. */
export const LONGEST = 5 * 60_000;
const SHORTEST = 60_000;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Room for half a line on every side. */
const EDGE = 2;

/** @returns the path, in the words of SVG */
export function sparkline(
  points: readonly SparkPoint[],
  shape: "line" | "step" | "ticks",
  now: number,
  size: Size,
): string {
  const start = Math.max(now - LONGEST, Math.min(points[0]?.from ?? now, now - SHORTEST));
  const x = (at: number) => round(EDGE + (Math.max(0, at - start) / (now - start)) * (size.width - 2 * EDGE));
  const seen = points.filter(({ until }) => until >= start);
  // What came first did not change.
  const changes = seen.filter((point) => point !== points[0] && !point.isAfterGap);
  if (shape === "ticks") return changes.map(({ from }) => tick(x(from), size.height)).join("");
  const y = heights(seen, size.height);
  let path = "";
  let isDown = false;
  for (const point of seen) {
    if (point.value === undefined) {
      isDown = false;
      continue;
    }
    const [from, until, height] = [x(Math.max(point.from, start)), x(point.until), y(point.value)];
    if (!isDown || point.isAfterGap) path += `M${from} ${height}`;
    else path += shape === "step" ? `H${from}V${height}` : `L${from} ${height}`;
    // A point between gaps is drawn as a dot.
    path += until - from >= 1 ? `H${until}` : isDown && !point.isAfterGap ? "" : "h1";
    isDown = true;
  }
  return withoutLoneDot(path);
}

/** A list full of these would say nothing and look like dust. */
const withoutLoneDot = (path: string) => path.replace(/^M\S+ \S+h1$/, "");

const tick = (at: number, height: number) => `M${at} ${height * 0.3}V${height * 0.7}`;
const round = (value: number) => Math.round(value * 10) / 10;

/** The middle for a value that does not move. */
function heights(points: readonly SparkPoint[], height: number): (value: number) => number {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { value } of points) {
    if (value === undefined) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  const range = most - least;
  return (value) => (range > 0 ? round(height - EDGE - ((value - least) / range) * (height - 2 * EDGE)) : height / 2);
}

/** As many changes as so small a plot can tell apart. */
export const MOST_POINTS = 60;

export function shapeOf(value: string): "line" | "step" | "ticks" {
  const kind = kindOf(value);
  if (kind === "number" || kind === "null") return "line";
  return kind === "boolean" ? "step" : "ticks";
}

/** What a register held, as heights. Texts have none and count for their changes alone. */
export function sparkPoints(runs: readonly Run[]): SparkPoint[] {
  return runs.map(({ text, from, until, isAfterGap }) => ({ from, until, value: heightOf(text), isAfterGap }));
}

function heightOf(text: string): number | undefined {
  const kind = kindOf(text);
  if (kind === "boolean") return text === "true" ? 1 : 0;
  return kind === "number" ? Number(text) : undefined;
}
