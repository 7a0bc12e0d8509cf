import type { Line } from "./plot-data.ts";

const WIDTH = 100;
const HEIGHT = 40;
const MARGIN = 3;

/** A line as an SVG path in a box of 100 by 40, with a break where the line has one. Nothing when there is nothing to draw. */
export function recentPath(
  { xs, ys }: Line,
  from: number,
  until: number,
): { readonly d: string; readonly least: number; readonly most: number } | undefined {
  const shown = xs.map((x, index) => ({ x, y: ys[index] ?? null })).filter(({ x }) => x >= from && x <= until);
  const heights = shown.flatMap(({ y }) => (y === null ? [] : [y]));
  if (heights.length === 0) return undefined;
  const [least, most] = [heights.reduce((a, b) => Math.min(a, b)), heights.reduce((a, b) => Math.max(a, b))];
  const place = (x: number, y: number) => {
    const share = most === least ? 0.5 : (y - least) / (most - least);
    return `${round(((x - from) / (until - from)) * WIDTH)} ${round(HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN))}`;
  };
  let isDown = false;
  const parts = shown.map(({ x, y }) => {
    if (y === null) {
      isDown = false;
      return "";
    }
    const command = isDown ? "L" : "M";
    isDown = true;
    // A point of its own is a line of no length, which round ends make a dot.
    return command === "M" ? `M${place(x, y)}h0` : `L${place(x, y)}`;
  });
  return { d: parts.join(""), least, most };
}

const round = (number: number) => Math.round(number * 100) / 100;
