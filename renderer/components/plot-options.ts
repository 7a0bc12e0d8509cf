/** How uPlot is told to draw. It sets styles through the DOM and adds no style sheet, so the page's policy holds. */
import uPlot from "uplot";
import type { Gap, GapReason } from "#shared/model/history.ts";
import { heightOfAll, panelsOf, type PanelLine } from "../lib/plot-panels.ts";
import type { Range } from "../lib/plot-range.ts";
import { PanelHeights, TIME_ROOM, timeAxis } from "./plot-axes.ts";
import { drawHeads } from "./plot-heads.ts";
import { drawLanes, laneRoom, type Lane } from "./plot-lanes.ts";
import { drawMarks, drawMarkWords, type Marks } from "./plot-marks.ts";
import { pointedAt, zoomOf } from "./plot-reading.ts";
import type { PlotTheme } from "./plot-theme.ts";

/** A line with heights. */
export interface PlotLine extends PanelLine {
  readonly label: string;
  readonly unit: string | undefined;
  /** Holds its height until the next point; else a straight line leads there. */
  readonly isStep: boolean;
  /** A band from the lowest to the highest belongs to it. */
  readonly hasBand: boolean;
  /** Its place among all lines, which decides how it looks. */
  readonly look: number;
}

export interface PlotShape {
  readonly width: number;
  readonly lines: readonly PlotLine[];
  /** How many lanes of ticks are below. */
  readonly lanes: number;
}

/** Asked for with every drawing, because it moves with time. */
export interface PlotContent {
  readonly marks: Marks;
  /** When each of all lines had no value. */
  readonly gaps: readonly (readonly Gap[])[];
  readonly lanes: readonly Lane[];
}

export interface PlotHandlers {
  onrange(range: Range): void;
  onpoint(at: number | undefined): void;
}

export interface PlotWords {
  time(at: number, range: Range): string;
  number(value: number, digits: number): string;
  gap(reason: GapReason): string;
  readonly on: string;
  readonly off: string;
}

/** Above the panels, and to the right of them: half a point, half a time. */
const PADDING = 10;
/** Where there are no heights: around the lanes, or around nothing. */
const FLAT = 44;
const NOTHING = 40;

export function plotHeight({ lines, lanes }: PlotShape): number {
  const below = laneRoom(lanes, lines.length);
  if (lines.length === 0) return FLAT + Math.max(NOTHING, below);
  return PADDING + heightOfAll(panelsOf(lines)) + TIME_ROOM + below;
}

/** The columns of the lines come first, and then, for each with a band, its highest and its lowest. */
export function plotOptions(
  shape: PlotShape,
  theme: PlotTheme,
  words: PlotWords,
  content: () => PlotContent,
  handlers: PlotHandlers,
): uPlot.Options {
  const { lines, width } = shape;
  const panels = panelsOf(lines);
  const heights = new PanelHeights(panels);
  const isNamed = panels.length + shape.lanes > 1;
  const scaleOf = (line: PlotLine) => panels.find((panel) => panel.lines.includes(line))?.name ?? "";
  const banded = lines.filter(({ hasBand }) => hasBand);
  return {
    width,
    height: plotHeight(shape),
    ms: 1,
    padding: [PADDING, PADDING, 0, 0],
    legend: { show: false },
    cursor: {
      drag: { x: true, y: false, setScale: false },
      points: { size: (_u, index) => (index > lines.length ? 0 : 7) },
      move: moving(),
    },
    scales: {
      x: { time: true, range: () => [content().marks.range.from, content().marks.range.until] },
      ...heights.scales(),
    },
    axes: [timeAxis(shape, theme, words, () => content().marks.range), ...heights.axes(theme, words)],
    series: [
      {},
      ...lines.map((line) => series(line, scaleOf(line), theme)),
      ...banded.flatMap((line) => [bandEdge(line, scaleOf(line)), bandEdge(line, scaleOf(line))]),
    ],
    bands: banded.map(({ look }, index) => ({
      series: [lines.length + 1 + index * 2, lines.length + 2 + index * 2],
      fill: theme.lines[look % theme.lines.length]?.band ?? "",
    })),
    hooks: {
      drawClear: [(u) => drawMarks(u, { ...content(), panels }, laneRoom(shape.lanes, lines.length), theme)],
      draw: [
        (u) => drawLanes(u, content().lanes, lines.length, theme),
        (u) => drawMarkWords(u, { ...content(), panels }, theme, words),
        (u) => drawHeads(u, panels, isNamed, theme),
      ],
      setSelect: [(u) => takeSelection(u, handlers)],
      setCursor: [(u) => handlers.onpoint(pointedAt(u))],
    },
  };
}

/** The mouse is told in pixels of the screen, and uPlot reckons in those of CSS. With each drawing it asks again where the
 *  pointer is, and then says where it was put before. */
function moving(): NonNullable<uPlot.Cursor["move"]> {
  let put: [left: number, top: number] | undefined;
  return (u, left, top) => {
    if (put?.[0] !== left || put[1] !== top) put = [left / zoomOf(u), top / zoomOf(u)];
    return put;
  };
}

/** Its gaps end where its stroke does: uPlot cuts off the way up to the next value in the middle, and half of it would bridge
 *  them. */
function series(line: PlotLine, scale: string, { lines, strokeWidth }: PlotTheme): uPlot.Series {
  const { stroke = "", dash = [], band = "" } = lines[line.look % lines.length] ?? {};
  return {
    label: line.label,
    scale,
    stroke,
    // How long it was on is seen better than how often it was switched.
    ...(line.isSwitch && { fill: band, fillTo: 0 }),
    width: strokeWidth,
    dash: [...dash],
    spanGaps: false,
    gaps: (_u, _series, _first, _last, gaps) => gaps.map(([from, to]) => [from, to + strokeWidth * uPlot.pxRatio]),
    points: { show: (u, index) => Array.from(u.data[index] ?? []).filter((y) => typeof y === "number").length === 1 },
    ...pathsOf(line),
  };
}

/** It has no stroke of its own. */
function bandEdge(line: PlotLine, scale: string): uPlot.Series {
  return { scale, width: 0, spanGaps: false, points: { show: false }, ...pathsOf(line) };
}

function pathsOf({ isStep }: PlotLine): Pick<uPlot.Series, "paths"> {
  const stepped = uPlot.paths.stepped?.({ align: 1 });
  return isStep && stepped ? { paths: stepped } : {};
}

function takeSelection(u: uPlot, handlers: PlotHandlers): void {
  const { left, width } = u.select;
  if (width < 4) return;
  handlers.onrange({ from: u.posToVal(left, "x"), until: u.posToVal(left + width, "x") });
  u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
}
