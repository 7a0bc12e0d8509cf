/** The axes of a plot: one below for the time, and for each panel one to its left. */
import uPlot from "uplot";
import { digitsFor, heightOfAll, heldIn, multiplesIn, spread, type Panel } from "../lib/plot-panels.ts";
import { timeSplits, type Range } from "../lib/plot-range.ts";
import { laneRoom } from "./plot-lanes.ts";
import type { PlotShape, PlotWords } from "./plot-options.ts";
import type { PlotTheme } from "./plot-theme.ts";

/** uPlot's own number for the left side of a plot. */
const LEFT = 3;
const AXIS = { size: 24, gap: 6, ticks: 4, below: 6 };
/** Between two heights on an axis at least, in CSS pixels, and the share of a panel that it is in between. */
const HEIGHT_SPACE = { least: 20, most: 30, share: 0.2 };
/** In values: on and off, and a little more on either side. */
const SWITCH = [-0.15, 1.15] as const;

/** In CSS pixels, what is below the panels but for the lanes. */
export const TIME_ROOM = AXIS.size + AXIS.below;

export function timeAxis(
  { lines, lanes }: PlotShape,
  { quiet, grid, font }: PlotTheme,
  words: PlotWords,
  range: () => Range,
): uPlot.Axis {
  const below = lines.length > 0 ? laneRoom(lanes, lines.length) : 0;
  return {
    stroke: quiet,
    font,
    size: TIME_ROOM + below,
    gap: AXIS.gap + below,
    space: 80,
    splits: (u, _axis, min, max) => splitsThatFit(u, min, max),
    grid: { stroke: grid, width: 1 },
    ticks: { stroke: grid, width: 1, size: AXIS.ticks },
    values: (_u, splits) => splits.map((at) => words.time(at, range())),
  };
}

const TIME_WIDTH = 60;

/** A time at the right edge would be cut off, and at the left where no axis makes room. */
function splitsThatFit({ bbox }: uPlot, min: number, max: number): number[] {
  const [left, width] = [bbox.left / uPlot.pxRatio, bbox.width / uPlot.pxRatio];
  const timeOf = (pixels: number) => ((max - min) * Math.max(0, pixels)) / width;
  const [first, last] = [min + timeOf(TIME_WIDTH / 2 - left), max - timeOf(TIME_WIDTH / 2)];
  return timeSplits(min, max, width / (TIME_WIDTH + 20)).filter((at) => at >= first && at <= last);
}

/** The heights of each panel: uPlot knows one picture, so each scale reaches over all of it, and its axis is drawn where its
 *  panel is. */
export class PanelHeights {
  readonly #panels: readonly Panel[];
  readonly #whole: number;
  /** Without a value in sight, an axis would name heights that nothing has. */
  readonly #empty = new Set<string>();
  readonly #widths = new Map<string, number>();

  constructor(panels: readonly Panel[]) {
    this.#panels = panels;
    this.#whole = heightOfAll(panels);
  }

  scales(): uPlot.Scales {
    return Object.fromEntries(
      this.#panels.map((panel) => [
        panel.name,
        {
          range: (_u: uPlot, min: number | null, max: number | null): uPlot.Range.MinMax => {
            this.#empty[min === null ? "add" : "delete"](panel.name);
            return spread(panel.isSwitch ? SWITCH : roomy(min, max), panel, this.#whole);
          },
        },
      ]),
    );
  }

  axes({ quiet, grid, font }: PlotTheme, words: PlotWords): uPlot.Axis[] {
    return this.#panels.map((panel): uPlot.Axis => ({
      scale: panel.name,
      // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- the enum is for the compiler only
      side: LEFT,
      stroke: quiet,
      font,
      space: Math.min(HEIGHT_SPACE.most, Math.max(HEIGHT_SPACE.least, (panel.bottom - panel.top) * HEIGHT_SPACE.share)),
      size: (_u: uPlot, shown: string[] | null) => this.#width(panel, shown ?? []),
      gap: AXIS.gap,
      grid: { stroke: grid, width: 1 },
      ticks: { show: false },
      splits: (_u: uPlot, _axis: number, min: number, max: number, step: number) =>
        panel.isSwitch ? [0, 1] : this.#splits(panel, [min, max], step),
      values: (_u: uPlot, splits: number[], _axis: number, _space: number, step: number) =>
        splits.map((value) => {
          if (panel.isSwitch) return value === 1 ? words.on : words.off;
          return words.number(value, digitsFor(step));
        }),
    }));
  }

  #splits(panel: Panel, extent: readonly [number, number], step: number): number[] {
    return this.#empty.has(panel.name) ? [] : multiplesIn(heldIn(extent, panel, this.#whole), step);
  }

  /** uPlot puts axes side by side. These stand one above the other: the last one takes the room that the widest needs. */
  #width({ name }: Panel, shown: readonly string[]): number {
    this.#widths.set(name, 16 + 7 * Math.max(2, ...shown.map(({ length }) => length)));
    return name === this.#panels.at(-1)?.name ? Math.max(...this.#widths.values()) : 0;
  }
}

/** A flat line stands in the middle, not on the edge. */
function roomy(min: number | null, max: number | null): readonly [number, number] {
  if (min === null || max === null) return [0, 1];
  const room = max > min ? (max - min) * 0.12 : Math.max(Math.abs(max) * 0.02, 0.5);
  return [min - room, max + room];
}
