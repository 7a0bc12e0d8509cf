/** How uPlot is told to draw. It sets styles through the DOM and adds no style sheet, so the page's policy holds. */
import uPlot from "uplot";
import { timeSplits, type Range } from "../lib/plot-range.ts";
import { drawMarks, type Marks } from "./plot-marks.ts";
import type { PlotTheme } from "./plot-theme.ts";

export interface PlotLine {
  readonly label: string;
  readonly unit: string | undefined;
  /** Holds its height until the next point; else a straight line leads there. */
  readonly isStep: boolean;
  readonly isSwitch: boolean;
}

export interface PlotHandlers {
  onrange(range: Range): void;
  onpoint(at: number | undefined): void;
}

export interface PlotWords {
  time(at: number): string;
  number(value: number, digits: number): string;
  readonly on: string;
  readonly off: string;
}

const HEIGHT = 220;
/** uPlot's own numbers for the sides of a plot. */
const [RIGHT, LEFT] = [1, 3] as const satisfies readonly number[];
const AXIS = { size: 24, gap: 6, ticks: 4 };

/** @param marks asked for with every drawing, because they move with time */
export function plotOptions(
  width: number,
  lines: readonly PlotLine[],
  theme: PlotTheme,
  words: PlotWords,
  marks: () => Marks,
  handlers: PlotHandlers,
): uPlot.Options {
  const scales = scaleNames(lines);
  return {
    width,
    height: HEIGHT,
    ms: 1,
    padding: [10, scales.size > 1 ? 0 : 10, 0, 0],
    legend: { show: false },
    cursor: {
      drag: { x: true, y: false, setScale: false },
      points: { size: 7 },
      // The window may be zoomed; uPlot reckons in CSS pixels and the mouse in those of the screen.
      move: (u, left, top) => {
        const scale = u.over.getBoundingClientRect().width / u.over.offsetWidth || 1;
        return [left / scale, top / scale];
      },
    },
    scales: {
      x: { time: true, range: () => [marks().range.from, marks().range.until] },
      ...Object.fromEntries([...scales].map(([key, line]) => [key, yScale(line)])),
    },
    axes: [
      xAxis(theme, words),
      ...[...scales].slice(0, 2).map(([key, line], at) => yAxis(key, line, at, theme, words)),
    ],
    series: [{}, ...lines.map((line, at) => series(line, at, theme))],
    hooks: {
      drawClear: [(u) => drawMarks(u, marks(), theme)],
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

function series(line: PlotLine, at: number, { lines, strokeWidth }: PlotTheme): uPlot.Series {
  const { stroke = "", dash = [] } = lines[at % lines.length] ?? {};
  const stepped = uPlot.paths.stepped?.({ align: 1 });
  return {
    label: line.label,
    scale: scaleOf(line),
    stroke,
    width: strokeWidth,
    dash: [...dash],
    spanGaps: false,
    points: { show: (u, index) => Array.from(u.data[index] ?? []).filter((y) => typeof y === "number").length === 1 },
    ...(line.isStep && stepped && { paths: stepped }),
  };
}

function xAxis({ quiet, grid, font }: PlotTheme, words: PlotWords): uPlot.Axis {
  return {
    stroke: quiet,
    font,
    size: AXIS.size + 6,
    gap: AXIS.gap,
    space: 80,
    splits: (u, _axis, min, max) => splitsThatFit(u.bbox.width / uPlot.pxRatio, min, max),
    grid: { stroke: grid, width: 1 },
    ticks: { stroke: grid, width: 1, size: AXIS.ticks },
    values: (_u, splits) => splits.map((at) => words.time(at)),
  };
}

const TIME_WIDTH = 60;

/** A time at the right edge would be cut off. */
function splitsThatFit(width: number, min: number, max: number): number[] {
  const edge = ((max - min) * TIME_WIDTH) / 2 / width;
  return timeSplits(min, max, width / (TIME_WIDTH + 20)).filter((at) => at <= max - edge);
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
