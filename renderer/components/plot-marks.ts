/** What is drawn behind the lines of a plot: limits, stretches without a value, and the moment being looked at. */
import uPlot from "uplot";
import type { Range } from "../lib/plot-range.ts";
import type { PlotTheme } from "./plot-theme.ts";

export interface Limits {
  readonly min: number | undefined;
  readonly max: number | undefined;
}

export interface Marks {
  readonly range: Range;
  /** When the first line's value had expired. */
  readonly stretches: readonly (readonly [from: number, until: number])[];
  /** Of the first line. */
  readonly limits: Limits;
  /** The moment being looked at. */
  readonly past: number | undefined;
}

export function drawMarks(u: uPlot, { limits, stretches, past }: Marks, theme: PlotTheme): void {
  const { ctx, bbox } = u;
  const xOf = (at: number) => Math.max(bbox.left, Math.min(bbox.left + bbox.width, u.valToPos(at, "x", true)));
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  drawLimits(u, limits, theme);
  for (const [from, until] of stretches) hatch(u, xOf(from), xOf(until), theme.hatch);
  if (past !== undefined) {
    ctx.fillStyle = theme.past;
    ctx.fillRect(u.valToPos(past, "x", true) - uPlot.pxRatio, bbox.top, 2 * uPlot.pxRatio, bbox.height);
  }
  ctx.restore();
}

/** What lies beyond the limits of the first line is tinted, and each limit is a dashed line. */
function drawLimits(u: uPlot, { min, max }: Limits, theme: PlotTheme): void {
  const scale = u.series[1]?.scale;
  if (scale === undefined || (u.scales[scale]?.min ?? undefined) === undefined) return;
  const { ctx, bbox } = u;
  const [top, bottom] = [bbox.top, bbox.top + bbox.height];
  for (const [limit, edge] of [
    [max, top],
    [min, bottom],
  ] as const) {
    if (limit === undefined) continue;
    const y = u.valToPos(limit, scale, true);
    if (y < top || y > bottom) continue;
    ctx.fillStyle = theme.outside;
    ctx.fillRect(bbox.left, Math.min(y, edge), bbox.width, Math.abs(edge - y));
    ctx.strokeStyle = theme.limit;
    ctx.lineWidth = uPlot.pxRatio;
    ctx.setLineDash([4 * uPlot.pxRatio, 4 * uPlot.pxRatio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.setLineDash([]);
  }
}

function hatch({ ctx, bbox }: uPlot, from: number, until: number, color: string): void {
  if (until - from < 1) return;
  const gap = 8 * uPlot.pxRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(from, bbox.top, until - from, bbox.height);
  ctx.clip();
  ctx.strokeStyle = color;
  ctx.globalAlpha = 0.5;
  ctx.lineWidth = uPlot.pxRatio;
  ctx.beginPath();
  // Anchored to the plot, so that the lines stand still while the stretch grows.
  const first = bbox.left + Math.floor((from - bbox.left - bbox.height) / gap) * gap;
  for (let x = first; x < until; x += gap) {
    ctx.moveTo(x, bbox.top + bbox.height);
    ctx.lineTo(x + bbox.height, bbox.top);
  }
  ctx.stroke();
  ctx.restore();
}
