/** What is drawn behind the lines of a plot: limits, times without a value, and the moment being looked at. */
import uPlot from "uplot";
import type { Gap } from "#shared/model/history.ts";
import { isUnwatched } from "../lib/plot-line.ts";
import type { Range } from "../lib/plot-range.ts";
import { drawBands, type PlotBand } from "./plot-bands.ts";
import { drawGap, drawGapWord, type PlacedGap } from "./plot-gaps.ts";
import type { PlotWords } from "./plot-options.ts";
import type { PlotTheme } from "./plot-theme.ts";

export interface Marks {
  readonly range: Range;
  /** When there was no value. */
  readonly gaps: readonly Gap[];
  /** Of the first line. */
  readonly bands: readonly PlotBand[];
  /** The moment being looked at. */
  readonly past: number | undefined;
}

/** @param laneRoom below the heights, in CSS pixels */
export function drawMarks(u: uPlot, marks: Marks, laneRoom: number, theme: PlotTheme): void {
  const { ctx, bbox } = u;
  const { bands, gaps, past } = marks;
  const all = { ...bbox, height: bbox.height + (u.series.length > 1 ? laneRoom * uPlot.pxRatio : 0) };
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, all.height);
  ctx.clip();
  drawBands(u, bands, theme);
  // When nobody watched, nobody watched the lanes either.
  for (const gap of gaps) drawGap(ctx, isUnwatched(gap.reason) ? all : bbox, placed(u, gap), theme);
  if (past !== undefined) {
    ctx.fillStyle = theme.past;
    ctx.fillRect(u.valToPos(past, "x", true) - uPlot.pxRatio, bbox.top, 2 * uPlot.pxRatio, all.height);
  }
  ctx.restore();
}

/** What each time without a value was, in words. */
export function drawMarkWords(u: uPlot, { gaps }: Marks, theme: PlotTheme, words: PlotWords): void {
  for (const gap of gaps) drawGapWord(u.ctx, u.bbox.top, placed(u, gap), words.gap(gap.reason), theme);
}

function placed(u: uPlot, { from, to, reason }: Gap): PlacedGap {
  const { left, width } = u.bbox;
  const xOf = (at: number) => Math.max(left, Math.min(left + width, u.valToPos(at, "x", true)));
  return { from: xOf(from), to: xOf(to), reason };
}
