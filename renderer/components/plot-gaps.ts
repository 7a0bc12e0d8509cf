/** How a time without a value looks in a plot. Hatched where nobody watched; where somebody watched and there was no value,
 *  a bar along the bottom says so. */
import uPlot from "uplot";
import type { GapReason } from "#shared/model/history.ts";
import { isUnwatched } from "../lib/plot-line.ts";
import type { PlotTheme } from "./plot-theme.ts";

export interface PlacedGap {
  /** In pixels of the canvas. */
  readonly from: number;
  readonly to: number;
  readonly reason: GapReason;
}

/** In CSS pixels. */
const HATCH = 8;
const BAR = 3;
const WORD_HEIGHT = 16;
const PADDING = 4;

type Context = CanvasRenderingContext2D;

/** @param bbox what of the plot it goes through from top to bottom */
export function drawGap(ctx: Context, bbox: uPlot.BBox, { from, to, reason }: PlacedGap, theme: PlotTheme): void {
  // What nobody read stays empty: neither was it away, nor did nobody watch.
  if (to - from < 1 || reason === "not-read") return;
  ctx.save();
  ctx.beginPath();
  ctx.rect(from, bbox.top, to - from, bbox.height);
  ctx.clip();
  if (isUnwatched(reason)) hatch(ctx, bbox, from, to, theme.hatch);
  else bar(ctx, bbox, from, to, reason === "no-value" ? theme.hatch : theme.gone);
  ctx.restore();
}

function bar(ctx: Context, bbox: uPlot.BBox, from: number, to: number, color: string): void {
  ctx.fillStyle = color;
  ctx.globalAlpha = 0.08;
  ctx.fillRect(from, bbox.top, to - from, bbox.height);
  ctx.globalAlpha = 1;
  ctx.fillRect(from, bbox.top + bbox.height - BAR * uPlot.pxRatio, to - from, BAR * uPlot.pxRatio);
}

function hatch(ctx: Context, bbox: uPlot.BBox, from: number, to: number, color: string): void {
  const gap = HATCH * uPlot.pxRatio;
  ctx.strokeStyle = color;
  ctx.globalAlpha = 0.5;
  ctx.lineWidth = uPlot.pxRatio;
  ctx.beginPath();
  // Anchored to the plot, so that the lines stand still while the stretch grows.
  const first = bbox.left + Math.floor((from - bbox.left - bbox.height) / gap) * gap;
  for (let x = first; x < to; x += gap) {
    ctx.moveTo(x, bbox.top + bbox.height);
    ctx.lineTo(x + bbox.height, bbox.top);
  }
  ctx.stroke();
  ctx.globalAlpha = 1;
}

/** Above all else that is drawn, and only where there is room; the legend says it in any case. */
export function drawGapWord(ctx: Context, top: number, { from, to }: PlacedGap, word: string, theme: PlotTheme): void {
  const ratio = uPlot.pxRatio;
  ctx.save();
  ctx.font = theme.canvasFont;
  const width = ctx.measureText(word).width + 2 * PADDING * ratio;
  if (width + 2 * PADDING * ratio <= to - from) {
    const [middle, begin] = [(from + to) / 2, top + PADDING * ratio];
    ctx.fillStyle = theme.surface;
    ctx.fillRect(middle - width / 2, begin, width, WORD_HEIGHT * ratio);
    ctx.fillStyle = theme.quiet;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillText(word, middle, begin + (WORD_HEIGHT / 2) * ratio);
  }
  ctx.restore();
}
