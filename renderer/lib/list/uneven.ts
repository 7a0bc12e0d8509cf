/** Which lines of a long list are on screen when some are higher than others. */
import { OVERSCAN, type Viewport } from "./window.ts";

/** Where each line begins, and at the end where the last one ends. */
export function offsetsOf(heights: readonly number[]): number[] {
  const offsets = [0];
  for (const height of heights) offsets.push((offsets.at(-1) ?? 0) + height);
  return offsets;
}

/** The lines to draw, from the first to one beyond the last. */
export function unevenWindowOf({ scrollTop, height }: Viewport, offsets: readonly number[]): readonly [number, number] {
  const count = offsets.length - 1;
  const first = lineAt(offsets, scrollTop);
  const last = lineAt(offsets, scrollTop + height) + 1;
  return [Math.max(0, first - OVERSCAN), Math.min(count, last + OVERSCAN)];
}

/** The line at a height, or the last one. */
export function lineAt(offsets: readonly number[], y: number): number {
  let low = 0;
  let high = Math.max(0, offsets.length - 2);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((offsets[middle] ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Where to scroll so that a line is whole on screen: as little as possible.
 *  @param above what lies over the top of the lines, such as a head that is stuck there */
export function scrolledToLine(
  line: number,
  { scrollTop, height }: Viewport,
  offsets: readonly number[],
  above: number,
): number {
  const [top, bottom] = [offsets[line] ?? 0, offsets[line + 1] ?? 0];
  if (top - above < scrollTop) return Math.max(0, top - above);
  return Math.max(scrollTop, bottom - height);
}
