/** The lines of a plot in the order in which uPlot is told of them. */
import type { DrawnLine } from "../lib/plot-line.ts";
import { align, type Aligned } from "../lib/plot-data.ts";
import type { Range } from "../lib/plot-range.ts";
import type { Lane } from "./plot-lanes.ts";
import type { PlotLine } from "./plot-options.ts";

export function plotLines(lines: readonly DrawnLine[]): PlotLine[] {
  return lines.flatMap(({ label, unit, measure, kind, isStep, isGathered }, look) =>
    hasHeight(kind) ? [{ label, unit, measure, isStep, isSwitch: kind === "boolean", hasBand: isGathered, look }] : [],
  );
}

export function plotColumns(lines: readonly DrawnLine[], { from, until }: Range): Aligned {
  const high = lines.filter(({ kind }) => hasHeight(kind));
  const banded = high.filter(({ isGathered }) => isGathered);
  return align([
    ...high.map(({ trace }) => trace),
    ...banded.flatMap(({ trace: { xs, highs, lows } }) => [
      { xs, ys: highs },
      { xs, ys: lows },
    ]),
    // Without any point uPlot would not know of the time.
    { xs: [from, until], ys: [] },
  ]);
}

export function plotLanes(lines: readonly DrawnLine[], now: number): Lane[] {
  return lines.flatMap(({ label, kind, ticks, gaps }, look) => {
    if (kind !== "text") return [];
    const broken = gaps.find(({ from }) => from >= (ticks.at(-1)?.at ?? 0));
    return [{ label, ticks, look, until: broken?.from ?? now }];
  });
}

const hasHeight = (kind: DrawnLine["kind"]) => kind === "number" || kind === "boolean";
