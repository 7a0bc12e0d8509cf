/** How uPlot is told to draw. It sets styles through the DOM and adds no style sheet, so the page's policy holds. */
import uPlot from "uplot";
import type { GapReason } from "#shared/model/history.ts";
import { timeSplits, type Range } from "../lib/plot-range.ts";
import { drawLanes, laneRoom, type Lane } from "./plot-lanes.ts";
import { drawMarks, drawMarkWords, type Marks } from "./plot-marks.ts";
import type { PlotTheme } from "./plot-theme.ts";

/** A line with heights. */
export interface PlotLine {
  readonly label: string;
  readonly unit: string | undefined;
  /** Holds its height until the next point; else a straight line leads there. */
  readonly isStep: boolean;
  readonly isSwitch: boolean;
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

const HEIGHT = 220;
/** Where there are no heights: around the lanes, or around nothing. */
const FLAT = 44;
const NOTHING = 40;
/** uPlot's own numbers for the sides of a plot. */
const [RIGHT, LEFT] = [1, 3] as const satisfies readonly number[];
const AXIS = { size: 24, gap: 6, ticks: 4 };

export function plotHeight({ lines, lanes }: PlotShape): number {
  return lines.length > 0 ? HEIGHT + laneRoom(lanes) : FLAT + Math.max(NOTHING, laneRoom(lanes));
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
  const scales = scaleNames(lines);
  const isFlat = lines.length === 0;
  const banded = lines.filter(({ hasBand }) => hasBand);
  return {
    width,
    height: plotHeight(shape),
    ms: 1,
    padding: [10, scales.size > 1 ? 0 : 10, 0, 0],
    legend: { show: false },
    cursor: {
      drag: { x: true, y: false, setScale: false },
      points: { size: (_u, index) => (index > lines.length ? 0 : 7) },
      // The window may be zoomed; uPlot reckons in CSS pixels and the mouse in those of the screen.
      move: (u, left, top) => {
        const scale = u.over.getBoundingClientRect().width / u.over.offsetWidth || 1;
        return [left / scale, top / scale];
      },
    },
    scales: {
      x: { time: true, range: () => [content().marks.range.from, content().marks.range.until] },
      ...Object.fromEntries([...scales].map(([key, line]) => [key, yScale(line)])),
    },
    axes: [
      xAxis(shape, theme, words, () => content().marks.range),
      ...[...scales].slice(0, 2).map(([key, line], at) => yAxis(key, line, at, theme, words)),
    ],
    series: [
      {},
      ...lines.map((line) => series(line, theme)),
      ...banded.flatMap((line) => [bandEdge(line), bandEdge(line)]),
    ],
    bands: banded.map(({ look }, index) => ({
      series: [lines.length + 1 + index * 2, lines.length + 2 + index * 2],
      fill: theme.lines[look % theme.lines.length]?.band ?? "",
    })),
    hooks: {
      drawClear: [(u) => drawMarks(u, content().marks, laneRoom(shape.lanes), theme)],
      draw: [
        (u) => drawLanes(u, content().lanes, isFlat, theme),
        (u) => drawMarkWords(u, content().marks, theme, words),
      ],
      setSelect: [(u) => takeSelection(u, handlers)],
      setCursor: [
        (u) =>
          handlers.onpoint(
            u.cursor.left === undefined || u.cursor.left < 0 ? undefined : u.posToVal(u.cursor.left, "x"),
          ),
      ],
    },
  };
}

const scaleOf = ({ unit, isSwitch }: PlotLine) => (isSwitch ? "switch" : `y ${unit ?? ""}`);

/** Lines with the same unit share an axis; the first two units get one that is drawn. */
function scaleNames(lines: readonly PlotLine[]): Map<string, PlotLine> {
  const names = new Map<string, PlotLine>();
  for (const line of lines) if (!names.has(scaleOf(line))) names.set(scaleOf(line), line);
  return names;
}

function yScale({ isSwitch }: PlotLine): uPlot.Scale {
  if (isSwitch) return { range: () => [-0.15, 1.15] };
  return { range: (_u, min, max) => roomy(min, max) };
}

/** A flat line stands in the middle, not on the edge. */
function roomy(min: number | null, max: number | null): uPlot.Range.MinMax {
  if (min === null || max === null) return [0, 1];
  const room = max > min ? (max - min) * 0.12 : Math.max(Math.abs(max) * 0.02, 0.5);
  return [min - room, max + room];
}

function series(line: PlotLine, { lines, strokeWidth }: PlotTheme): uPlot.Series {
  const { stroke = "", dash = [] } = lines[line.look % lines.length] ?? {};
  return {
    label: line.label,
    scale: scaleOf(line),
    stroke,
    width: strokeWidth,
    dash: [...dash],
    spanGaps: false,
    points: { show: (u, index) => Array.from(u.data[index] ?? []).filter((y) => typeof y === "number").length === 1 },
    ...pathsOf(line),
  };
}

/** It has no stroke of its own. */
function bandEdge(line: PlotLine): uPlot.Series {
  return { scale: scaleOf(line), width: 0, spanGaps: false, points: { show: false }, ...pathsOf(line) };
}

function pathsOf({ isStep }: PlotLine): Pick<uPlot.Series, "paths"> {
  const stepped = uPlot.paths.stepped?.({ align: 1 });
  return isStep && stepped ? { paths: stepped } : {};
}

function xAxis({ lines, lanes }: PlotShape, { quiet, grid, font }: PlotTheme, words: PlotWords, range: () => Range) {
  const below = lines.length > 0 ? laneRoom(lanes) : 0;
  return {
    stroke: quiet,
    font,
    size: AXIS.size + 6 + below,
    gap: AXIS.gap + below,
    space: 80,
    splits: (u, _axis, min, max) => splitsThatFit(u, min, max),
    grid: { stroke: grid, width: 1 },
    ticks: { stroke: grid, width: 1, size: AXIS.ticks },
    values: (_u, splits) => splits.map((at) => words.time(at, range())),
  } satisfies uPlot.Axis;
}

const TIME_WIDTH = 60;

/** A time at the right edge would be cut off, and at the left where no axis makes room. */
function splitsThatFit({ bbox }: uPlot, min: number, max: number): number[] {
  const [left, width] = [bbox.left / uPlot.pxRatio, bbox.width / uPlot.pxRatio];
  const timeOf = (pixels: number) => ((max - min) * Math.max(0, pixels)) / width;
  const [first, last] = [min + timeOf(TIME_WIDTH / 2 - left), max - timeOf(TIME_WIDTH / 2)];
  return timeSplits(min, max, width / (TIME_WIDTH + 20)).filter((at) => at >= first && at <= last);
}

function yAxis(
  key: string,
  line: PlotLine,
  at: number,
  { quiet, grid, font }: PlotTheme,
  words: PlotWords,
): uPlot.Axis {
  const values = (_u: uPlot, splits: number[], _axis: number, _space: number, step: number) =>
    splits.map((value) => words.number(value, digitsFor(step)));
  return {
    scale: key,
    // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- the enum is for the compiler only
    side: at === 0 ? LEFT : RIGHT,
    stroke: quiet,
    font,
    size: (_u, shown) => 16 + 7 * Math.max(2, ...((shown as string[] | null) ?? []).map(({ length }) => length)),
    gap: AXIS.gap,
    grid: { show: at === 0, stroke: grid, width: 1 },
    ticks: { show: false },
    ...(line.isSwitch
      ? { splits: () => [0, 1], values: (_u, splits) => splits.map((value) => (value === 1 ? words.on : words.off)) }
      : { values }),
  };
}

/** Fraction digits that tell two ticks apart. */
const digitsFor = (step: number) => Math.max(0, Math.min(8, -Math.floor(Math.log10(step) + 1e-9)));

function takeSelection(u: uPlot, handlers: PlotHandlers): void {
  const { left, width } = u.select;
  if (width < 4) return;
  handlers.onrange({ from: u.posToVal(left, "x"), until: u.posToVal(left + width, "x") });
  u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
}
