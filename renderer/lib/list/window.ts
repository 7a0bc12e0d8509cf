/** Which rows of a long list are on screen. All rows are as high, so that nothing needs to be measured. */

export interface Viewport {
  /** How far the list is scrolled. */
  readonly scrollTop: number;
  /** What is seen of the rows, the head left out. */
  readonly height: number;
}

/** Rows drawn beyond the edges, so that a short scroll finds them there. */
export const OVERSCAN = 6;

/** The rows to draw, from the first to one beyond the last. */
export function windowOf({ scrollTop, height }: Viewport, rowHeight: number, count: number): readonly [number, number] {
  const first = Math.floor(scrollTop / rowHeight);
  const last = Math.ceil((scrollTop + height) / rowHeight);
  return [Math.max(0, Math.min(first, count) - OVERSCAN), Math.max(0, Math.min(count, last + OVERSCAN))];
}

/** How many rows are drawn at most. A row that leaves at one end gives its elements to the one that comes in at the other:
 *  making forty rows anew takes a browser longer than everything else a keystroke costs. */
export function slotsOf({ height }: Viewport, rowHeight: number): number {
  return Math.ceil(height / rowHeight) + 1 + 2 * OVERSCAN;
}

/** Where to scroll so that a row is whole on screen: as little as possible.
 *  @param above what lies over the top of the rows, such as a head that is stuck there */
export function scrolledTo(index: number, { scrollTop, height }: Viewport, rowHeight: number, above: number): number {
  const top = index * rowHeight;
  if (top - above < scrollTop) return Math.max(0, top - above);
  return Math.max(scrollTop, top + rowHeight - height);
}
