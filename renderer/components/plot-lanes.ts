/** Below the heights of a plot, or in their place where there are none: a lane for each line that has none, with a tick at
 *  each change and the text beside it. */
import uPlot from "uplot";
import { PANEL_HEAD } from "../lib/plot-panels.ts";
import type { Tick } from "../lib/plot-ticks.ts";
import { plainText } from "../lib/value.ts";
import { drawNames } from "./plot-heads.ts";
import type { PlotTheme } from "./plot-theme.ts";

export interface Lane {
  readonly label: string;
  readonly ticks: readonly Tick[];
  /** Its place among all lines, which decides its colour. */
  readonly look: number;
  /** Until when the last one is known to be so. */
  readonly until: number;
}

/** In CSS pixels. */
const HEIGHT = 22;
const SPACE = 4;
const TICK = 2;
const PADDING = 5;
/** So many characters of a text that does not fit say something. */
const LEAST_CHARACTERS = 3;
/** More characters never fit. */
const MOST_CHARACTERS = 80;

/** Of one lane, in CSS pixels. @param isNamed there is a name above it */
const lengthOf = (isNamed: boolean) => HEIGHT + SPACE + (isNamed ? PANEL_HEAD : 0);

/** In CSS pixels. @param lines with heights, above the lanes */
export function laneRoom(lanes: number, lines: number): number {
  return lanes === 0 ? 0 : lanes * lengthOf(isEachNamed(lanes, lines)) + SPACE;
}

/** Whose a line is needs no word where there is but one. */
const isEachNamed = (lanes: number, lines: number) => lanes + lines > 1;

/** @param lines with heights, above the lanes */
export function drawLanes(u: uPlot, lanes: readonly Lane[], lines: number, theme: PlotTheme): void {
  const isNamed = isEachNamed(lanes.length, lines);
  let top = (lines === 0 ? u.bbox.top : u.bbox.top + u.bbox.height) + SPACE * uPlot.pxRatio;
  for (const lane of lanes) {
    const head = isNamed ? PANEL_HEAD * uPlot.pxRatio : 0;
    if (isNamed) drawNames(u, [lane], u.bbox.left, top, theme);
    drawLane(u, lane, top + head, theme);
    top += lengthOf(isNamed) * uPlot.pxRatio;
  }
}

function drawLane(u: uPlot, { ticks, look, until }: Lane, top: number, theme: PlotTheme): void {
  const { ctx, bbox } = u;
  const ratio = uPlot.pxRatio;
  const right = bbox.left + bbox.width;
  const xOf = (at: number) => Math.max(bbox.left, Math.min(right, u.valToPos(at, "x", true)));
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, top, bbox.width, HEIGHT * ratio);
  ctx.clip();
  ctx.font = theme.canvasFont;
  ctx.textBaseline = "middle";
  ctx.textAlign = "left";
  let drawnTo = -Infinity;
  for (const [place, { at, text }] of ticks.entries()) {
    const [from, to] = [xOf(at), xOf(ticks[place + 1]?.at ?? until)];
    if (text === undefined || to <= bbox.left || from >= right || to - drawnTo < ratio) continue;
    drawnTo = to;
    ctx.fillStyle = theme.lane;
    ctx.fillRect(from, top, to - from, HEIGHT * ratio);
    ctx.fillStyle = theme.lines[look % theme.lines.length]?.stroke ?? theme.text;
    // What began before the plot has no tick in it.
    if (u.valToPos(at, "x", true) >= bbox.left) ctx.fillRect(from, top, TICK * ratio, HEIGHT * ratio);
    const room = to - from - (TICK + 2 * PADDING) * ratio;
    if (room <= 0) continue;
    ctx.fillStyle = theme.text;
    const words = fitting(ctx, plainText(text), room);
    ctx.fillText(words, from + (TICK + PADDING) * ratio, top + (HEIGHT / 2) * ratio);
  }
  ctx.restore();
}

function fitting(ctx: CanvasRenderingContext2D, whole: string, room: number): string {
  const text = whole.slice(0, MOST_CHARACTERS);
  if (whole.length <= MOST_CHARACTERS && ctx.measureText(text).width <= room) return text;
  let length = text.length;
  while (length >= LEAST_CHARACTERS && ctx.measureText(`${text.slice(0, length)}…`).width > room) length -= 1;
  return length < LEAST_CHARACTERS ? "" : `${text.slice(0, length)}…`;
}
