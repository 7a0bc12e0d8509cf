/** Where in a plot somebody points to, with a mouse or with keys. */
import type uPlot from "uplot";

/** So many steps of the keys go through the whole plot. */
const STEPS = 60;
const AWAY = -10;

/** How much larger than a CSS pixel one of the screen is drawn, because the window is zoomed. */
export function zoomOf({ over }: uPlot): number {
  return over.getBoundingClientRect().width / over.offsetWidth || 1;
}

/** In epoch milliseconds; nothing where nobody points. */
export function pointedAt(plot: uPlot | undefined): number | undefined {
  const left = plot?.cursor.left ?? AWAY;
  return plot === undefined || left < 0 ? undefined : plot.posToVal(left, "x");
}

/** A step along the plot; the first one to its end. */
export function pointOn(plot: uPlot, direction: -1 | 1): void {
  const width = plot.over.offsetWidth;
  const { left = AWAY } = plot.cursor;
  const next = left < 0 ? width : Math.max(0, Math.min(width, left + (width / STEPS) * direction));
  plot.setCursor({ left: next * zoomOf(plot), top: 0 });
}

export function pointAway(plot: uPlot): void {
  plot.setCursor({ left: AWAY, top: AWAY });
}
