/** What is drawn behind the lines of a plot: limits, times without a value, and the moment being looked at. */
import uPlot from "uplot";
import type { Gap } from "#shared/model/history.ts";
import { isUnwatched } from "../lib/plot-line.ts";
import type { Panel } from "../lib/plot-panels.ts";
import type { Range } from "../lib/plot-range.ts";
import { drawBands, type PlotBand } from "./plot-bands.ts";
import { drawGap, drawGapWord, type PlacedGap } from "./plot-gaps.ts";
import type { PlotContent, PlotLine, PlotWords } from "./plot-options.ts";
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

/** What is drawn where. */
export interface Marked extends Pick<PlotContent, "marks" | "gaps"> {
  readonly panels: readonly Panel<PlotLine>[];
}

/** @param laneRoom below the heights, in CSS pixels */
export function drawMarks(u: uPlot, marked: Marked, laneRoom: number, theme: PlotTheme): void {
  const { ctx, bbox } = u;
  const { bands, past } = marked.marks;
  const all = { ...bbox, height: bbox.height + (u.series.length > 1 ? laneRoom * uPlot.pxRatio : 0) };
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, all.height);
  ctx.clip();
  const first = marked.panels.find(({ lines }) => lines[0]?.look === 0);
  if (first) drawBands(u, bands, { scale: first.name, box: boxOf(u, first) }, theme);
  // When nobody watched, nobody watched the lanes either.
  for (const { box, gap } of gapsIn(u, marked, all)) drawGap(ctx, box, placed(u, gap), theme);
  if (past !== undefined) {
    ctx.fillStyle = theme.past;
    ctx.fillRect(u.valToPos(past, "x", true) - uPlot.pxRatio, bbox.top, 2 * uPlot.pxRatio, all.height);
  }
  ctx.restore();
}

/** What each time without a value was, in words. */
export function drawMarkWords(u: uPlot, marked: Marked, theme: PlotTheme, words: PlotWords): void {
  const [first] = marked.panels;
  for (const { box, gap } of gapsIn(u, marked, first ? boxOf(u, first) : u.bbox)) {
    drawGapWord(u.ctx, box.top, placed(u, gap), words.gap(gap.reason), theme);
  }
}

/** Each panel tells of its first line when that had no value; when nobody watched, that goes through all of them.
 *  @param all what is drawn in, lanes included */
function* gapsIn(u: uPlot, { marks, gaps, panels }: Marked, all: uPlot.BBox) {
  for (const gap of marks.gaps) {
    if (isUnwatched(gap.reason)) yield { box: all, gap };
    else if (panels.length === 0) yield { box: u.bbox, gap };
  }
  for (const panel of panels) {
    const box = boxOf(u, panel);
    for (const gap of gaps[panel.lines[0]?.look ?? 0] ?? []) if (!isUnwatched(gap.reason)) yield { box, gap };
  }
}

/** In pixels of the canvas. */
function boxOf({ bbox }: uPlot, { top, bottom }: Panel): uPlot.BBox {
  return { ...bbox, top: bbox.top + top * uPlot.pxRatio, height: (bottom - top) * uPlot.pxRatio };
}

function placed(u: uPlot, { from, to, reason }: Gap): PlacedGap {
  const { left, width } = u.bbox;
  const xOf = (at: number) => Math.max(left, Math.min(left + width, u.valToPos(at, "x", true)));
  return { from: xOf(from), to: xOf(to), reason };
}
