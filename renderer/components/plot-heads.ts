/** What is written above each panel of a plot: what its heights count, and where there are several panels, whose they are. */
import uPlot from "uplot";
import type { Panel } from "../lib/plot-panels.ts";
import type { PlotLine } from "./plot-options.ts";
import type { PlotTheme } from "./plot-theme.ts";

/** In CSS pixels. */
const MIDDLE = 8;
const SAMPLE = 22;
const SAMPLE_WIDTH = 2.5;
const SPACE = 6;

/** @param isNamed there is more than one panel or lane */
export function drawHeads(u: uPlot, panels: readonly Panel<PlotLine>[], isNamed: boolean, theme: PlotTheme): void {
  for (const panel of panels) {
    const top = u.bbox.top + panel.head * uPlot.pxRatio;
    const begin = drawUnit(u, panel.lines[0]?.unit ?? "", top, theme);
    if (isNamed) drawNames(u, panel.lines, begin, top, theme);
  }
}

/** Above the heights of the axis; longer than they are wide, it goes on into the plot. @returns where there is room again */
function drawUnit({ ctx, bbox }: uPlot, unit: string, top: number, theme: PlotTheme): number {
  const space = SPACE * uPlot.pxRatio;
  ctx.save();
  ctx.font = theme.canvasFont;
  const right = Math.max(ctx.measureText(unit).width, bbox.left - space);
  ctx.fillStyle = theme.quiet;
  ctx.textAlign = "right";
  ctx.textBaseline = "middle";
  ctx.fillText(unit, right, top + MIDDLE * uPlot.pxRatio);
  ctx.restore();
  return Math.max(bbox.left, right + space);
}

/** Beside each a piece of its line. @param begin and top of where there is room, in pixels of the canvas */
export function drawNames(
  { ctx, bbox }: uPlot,
  lines: readonly Pick<PlotLine, "label" | "look">[],
  begin: number,
  top: number,
  theme: PlotTheme,
): void {
  const ratio = uPlot.pxRatio;
  const y = top + MIDDLE * ratio;
  const room = (bbox.left + bbox.width - begin) / lines.length;
  ctx.save();
  ctx.font = theme.canvasFont;
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  for (const [index, { label, look }] of lines.entries()) {
    const left = begin + index * room;
    const beginning = left + (SAMPLE + SPACE) * ratio;
    const words = endThatFits(ctx, label, left + room - SPACE * ratio - beginning);
    // A time that is hatched would make them hard to read.
    ctx.fillStyle = theme.surface;
    ctx.fillRect(left, top, beginning - left + ctx.measureText(words).width, 2 * MIDDLE * ratio);
    const { stroke = theme.text, dash = [] } = theme.lines[look % theme.lines.length] ?? {};
    ctx.strokeStyle = stroke;
    ctx.lineWidth = SAMPLE_WIDTH * ratio;
    ctx.setLineDash(dash.map((length) => length * ratio));
    ctx.beginPath();
    ctx.moveTo(left, y);
    ctx.lineTo(left + SAMPLE * ratio, y);
    ctx.stroke();
    ctx.fillStyle = theme.quiet;
    ctx.fillText(words, beginning, y);
  }
  ctx.restore();
}

/** The end of a name says most. */
function endThatFits(ctx: CanvasRenderingContext2D, whole: string, room: number): string {
  if (ctx.measureText(whole).width <= room) return whole;
  let from = 1;
  while (from < whole.length && ctx.measureText(`…${whole.slice(from)}`).width > room) from += 1;
  return `…${whole.slice(from)}`;
}
