/** How the lines of a plot stand one above the other. Lines that count the same share a panel, which has heights and an axis of
 *  its own; all panels share the time. So every line fills its panel and every height can be read, of six units as of one.
 *  Axes to the left and to the right serve two units, and leave it to the reader which of them is whose. */

export interface PanelLine {
  /** What it counts: lines with the same measure share a panel. */
  readonly measure: string;
  /** It is on or off, and stands alone: others would hide behind it. */
  readonly isSwitch: boolean;
}

export interface Panel<Line extends PanelLine = PanelLine> {
  /** Tells panels apart. */
  readonly name: string;
  readonly lines: readonly Line[];
  readonly isSwitch: boolean;
  /** Where its words begin, and where its heights begin and end; in CSS pixels below the top of all panels. */
  readonly head: number;
  readonly top: number;
  readonly bottom: number;
}

/** For the words above a panel, in CSS pixels. */
export const PANEL_HEAD = 18;

/** In CSS pixels; of a panel with numbers by how many of them there are. The inspector is as high as three. */
const HEIGHTS = [164, 128, 104, 92];
const LEAST_HEIGHT = 84;
const SWITCH_HEIGHT = 30;
const SPACE = 8;

/** From top to bottom, in the order of their first lines. */
export function panelsOf<Line extends PanelLine>(lines: readonly Line[]): Panel<Line>[] {
  const shared = Map.groupBy(lines, (line) => (line.isSwitch ? `switch ${lines.indexOf(line)}` : line.measure));
  const numbers = [...shared.values()].filter(([first]) => first?.isSwitch === false).length;
  const height = HEIGHTS[numbers - 1] ?? LEAST_HEIGHT;
  let head = 0;
  return Array.from(shared, ([name, group]) => {
    const isSwitch = group[0]?.isSwitch ?? false;
    const top = head + PANEL_HEAD;
    const panel = { name, lines: group, isSwitch, head, top, bottom: top + (isSwitch ? SWITCH_HEIGHT : height) };
    head = panel.bottom + SPACE;
    return panel;
  });
}

/** Of all panels together, in CSS pixels. */
export function heightOfAll(panels: readonly Panel[]): number {
  return panels.at(-1)?.bottom ?? 0;
}

export type Extent = readonly [least: number, most: number];

type Place = Pick<Panel, "top" | "bottom">;

/** From what a panel shows to what the whole height of all panels would show at the same scale.
 *  @param whole height of all panels */
export function spread([least, most]: Extent, { top, bottom }: Place, whole: number): [number, number] {
  const each = (most - least) / (bottom - top);
  return [least - (whole - bottom) * each, most + top * each];
}

/** And back. */
export function heldIn([least, most]: Extent, { top, bottom }: Place, whole: number): [number, number] {
  const each = (most - least) / whole;
  return [least + (whole - bottom) * each, most - top * each];
}

/** Digits of a height, where binary fractions make noise of more. */
const DIGITS = 12;

const MOST_FRACTION_DIGITS = 8;

/** Fraction digits that tell the multiples of a distance apart: 2.5 has one more than 2. */
export function digitsFor(distance: number): number {
  const digits = Math.max(0, -Math.floor(Math.log10(distance) + 1e-9));
  const isWhole = Number((distance * 10 ** digits).toPrecision(DIGITS)) % 1 === 0;
  return Math.min(MOST_FRACTION_DIGITS, isWhole ? digits : digits + 1);
}

/** The multiples of a distance within what a panel shows. */
export function multiplesIn([least, most]: Extent, distance: number): number[] {
  if (!(distance > 0)) return [];
  const tolerance = 1e-6;
  const first = Math.ceil(least / distance - tolerance);
  const last = Math.floor(most / distance + tolerance);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const multiple = Number(((first + index) * distance).toPrecision(DIGITS));
    return multiple === 0 ? 0 : multiple;
  });
}
