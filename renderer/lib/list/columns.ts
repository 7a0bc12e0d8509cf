/** The columns of the list: how wide they are, in which order they stand, and which leave when there is no room. */
import type { SortKey } from "../sort.ts";

export const COLUMNS = [
  "state",
  "name",
  "value",
  "trend",
  "device",
  "source",
  "age",
  "ttl",
  "changed",
  "type",
] as const;
export type Column = (typeof COLUMNS)[number];

export const DEFAULT_COLUMNS: readonly Column[] = ["state", "name", "value", "trend", "device", "source", "age", "ttl"];

/** In CSS pixels. The name takes what is left and has a least width instead. */
const WIDTHS: Readonly<Record<Column, number>> = {
  state: 122,
  name: 150,
  value: 148,
  trend: 76,
  device: 120,
  source: 100,
  age: 64,
  ttl: 64,
  changed: 72,
  type: 68,
};

/** Where type is larger: “12 abgelaufen” must end before the name begins. */
export const WIDTHS_OF_LARGE_TYPE = { state: 132 } as const satisfies Partial<Record<Column, number>>;

export const NARROWEST = 40;
export const WIDEST = 1_000;
/** One step of the keyboard. */
export const STEP = 16;
/** Between two columns. */
export const GAP = 12;
/** The box to select with, and the margins of a row. */
export const CHECK = 24;
export const MARGIN = 20;
/** The state without its word. */
const SHAPE_ONLY = 16;
/** Where there is hardly room, a value may be as narrow as this. */
const LEAST_VALUE = 120;

/** The first to leave comes first. Name, value and state never do, and the age only where even shapes are too wide. */
const LEAVING: readonly Column[] = ["type", "changed", "source", "ttl", "device", "trend"];

const SORTABLE: Partial<Record<Column, false>> = { trend: false };

export function sortKeyOf(column: Column): SortKey | undefined {
  return SORTABLE[column] === false ? undefined : (column as SortKey);
}

/** Below this a row takes two lines. */
export const TWO_LINES_BELOW = 480;

/** The columns to show out of what is kept: those that exist, each once, never without the name. */
export function columnsFrom(kept: readonly string[]): readonly Column[] {
  if (kept.length === 0) return DEFAULT_COLUMNS;
  const known = [...new Set(kept)].filter((column): column is Column =>
    (COLUMNS as readonly string[]).includes(column),
  );
  return known.includes("name") ? known : ["name", ...known];
}

export function widthOf(column: Column, widths: Readonly<Record<string, number>>): number {
  const width = Object.hasOwn(widths, column) ? widths[column] : undefined;
  return Math.min(WIDEST, Math.max(NARROWEST, width ?? WIDTHS[column]));
}

export interface Fit {
  readonly columns: readonly Column[];
  /** The state keeps its shape, and its word for screen readers only. */
  readonly hasStateWord: boolean;
  readonly twoLines: boolean;
  /** For `grid-template-columns`. */
  readonly template: string;
}

/** What fits into a list of this width, in CSS pixels. */
export function fit(wanted: readonly Column[], widths: Readonly<Record<string, number>>, available: number): Fit {
  if (available < TWO_LINES_BELOW) return TWO_LINES;
  let columns = wanted;
  for (const leaving of LEAVING) {
    if (needed(columns, widths, true) <= available) break;
    columns = columns.filter((column) => column !== leaving);
  }
  const hasStateWord = needed(columns, widths, true) <= available;
  if (!hasStateWord && needed(columns, widths, false) > available) {
    columns = columns.filter((column) => column !== "age");
  }
  const template = columns.map((column) => track(column, widths, hasStateWord)).join(" ");
  return { columns, hasStateWord, twoLines: false, template: `${CHECK}px ${template}` };
}

const TWO_LINES: Fit = {
  columns: ["state", "name", "value", "age"],
  hasStateWord: true,
  twoLines: true,
  template: `${CHECK}px minmax(0, 1fr) minmax(0, auto)`,
};

function needed(columns: readonly Column[], widths: Readonly<Record<string, number>>, hasStateWord: boolean): number {
  const all = columns.map((column) => {
    if (hasStateWord) return widthOf(column, widths);
    return column === "state" ? SHAPE_ONLY : leastOf(column, widths);
  });
  return all.reduce((sum, width) => sum + width + GAP, CHECK + 2 * MARGIN);
}

/** How far a column may shrink before another has to leave. */
function leastOf(column: Column, widths: Readonly<Record<string, number>>): number {
  const width = widthOf(column, widths);
  return column === "value" ? Math.min(width, LEAST_VALUE) : width;
}

function track(column: Column, widths: Readonly<Record<string, number>>, hasStateWord: boolean): string {
  if (column === "state" && !hasStateWord) return `${SHAPE_ONLY}px`;
  const width = widthOf(column, widths);
  if (column === "name") return `minmax(${Math.min(width, 150)}px, 1fr)`;
  return `${hasStateWord ? width : leastOf(column, widths)}px`;
}

/** The columns with one moved by so many places; it stops at the ends. */
export function moved(columns: readonly Column[], column: Column, by: number): readonly Column[] {
  const from = columns.indexOf(column);
  if (from === -1) return columns;
  const others = columns.filter((other) => other !== column);
  return others.toSpliced(Math.max(0, Math.min(from + by, others.length)), 0, column);
}
