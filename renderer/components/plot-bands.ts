/** Which heights of the first line are too low or too high: beyond what its device names as limits, or so that an alarm
 *  rule takes exception. */
import uPlot from "uplot";
import type { Severity } from "#shared/model/alarm.ts";
import type { PlotTheme } from "./plot-theme.ts";

/** Values from one limit on, or up to one. */
export interface PlotBand {
  readonly from?: number;
  readonly to?: number;
  /** Of the alarm; absent where it is the device's own limit. */
  readonly severity?: Severity;
}

/** In CSS pixels. */
const DASH = 4;
const DOT = 2;
const MARGIN = 4;
const MARK = 9;
/** So much of an alarm's colour is laid over what lies beyond its limit. */
const TINT = 0.08;

/** Where the heights of a line are: on which scale, and what is drawn in, in pixels of the canvas. */
export interface BandPlace {
  readonly scale: string;
  readonly box: uPlot.BBox;
}

export function drawBands(u: uPlot, bands: readonly PlotBand[], place: BandPlace, theme: PlotTheme): void {
  if ((u.scales[place.scale]?.min ?? undefined) === undefined) return;
  u.ctx.save();
  for (const band of bands) drawBand(u, place, band, theme);
  u.ctx.restore();
}

function drawBand(u: uPlot, { scale, box }: BandPlace, { from, to, severity }: PlotBand, theme: PlotTheme): void {
  const limit = from ?? to;
  if (limit === undefined) return;
  const { ctx } = u;
  const ratio = uPlot.pxRatio;
  const [top, bottom] = [box.top, box.top + box.height];
  const at = u.valToPos(limit, scale, true);
  const y = Math.max(top, Math.min(bottom, at));
  const [begin, end] = from === undefined ? [y, bottom] : [top, y];
  const color = severity === undefined ? theme.limit : severity === 1 ? theme.past : theme.gone;
  ctx.globalAlpha = severity === undefined ? 1 : TINT;
  ctx.fillStyle = severity === undefined ? theme.outside : color;
  ctx.fillRect(box.left, begin, box.width, end - begin);
  ctx.globalAlpha = 1;
  if (y !== at) return;
  ctx.strokeStyle = color;
  ctx.lineWidth = ratio;
  const dash = (severity === undefined ? DASH : DOT) * ratio;
  ctx.setLineDash([dash, dash]);
  ctx.beginPath();
  ctx.moveTo(box.left, y);
  ctx.lineTo(box.left + box.width, y);
  ctx.stroke();
  if (severity === undefined) return;
  ctx.font = `${MARK * ratio}px ${theme.family}`;
  ctx.fillStyle = color;
  ctx.textAlign = "right";
  ctx.textBaseline = from === undefined ? "top" : "bottom";
  ctx.fillText("▲".repeat(severity), box.left + box.width - MARGIN * ratio, y);
}
