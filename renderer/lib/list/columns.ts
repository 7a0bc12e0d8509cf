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
  state: 104,
  name: 150,
  value: 160,
  trend: 88,
  device: 120,
  source: 100,
  age: 72,
  ttl: 60,
  changed: 72,
  type: 68,
};

export const NARROWEST = 40;
export const WIDEST = 1_000;
/** One step of the keyboard. */
export const STEP = 16;
/** Between two columns. */
export const GAP = 12;
/** The box to select with, and the margins of a row. */
export const CHECK = 24;
export const MARGIN = 16;
/** The state without its word. */
const SHAPE_ONLY = 16;

/** The first to leave comes first. Name, value and state never do. */
const LEAVING: readonly Column[] = ["type", "changed", "source", "ttl", "device", "trend", "age"];

const SORTABLE: Partial<Record<Column, false>> = { trend: false };

export function sortKeyOf(column: Column): SortKey | undefined {
  return SORTABLE[column] === false ? undefined : (column as SortKey);
}

/** Below this a row takes two lines. */
export const TWO_LINES_BELOW = 560;

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
  const all = columns.map((column) => (column === "state" && !hasStateWord ? SHAPE_ONLY : widthOf(column, widths)));
  return all.reduce((sum, width) => sum + width + GAP, CHECK + 2 * MARGIN);
}

function track(column: Column, widths: Readonly<Record<string, number>>, hasStateWord: boolean): string {
  if (column === "state" && !hasStateWord) return `${SHAPE_ONLY}px`;
  const width = widthOf(column, widths);
  return column === "name" ? `minmax(${Math.min(width, 150)}px, 1fr)` : `${width}px`;
}

/** The columns with one moved by so many places; it stops at the ends. */
export function moved(columns: readonly Column[], column: Column, by: number): readonly Column[] {
  const from = columns.indexOf(column);
  if (from === -1) return columns;
  const others = columns.filter((other) => other !== column);
  return others.toSpliced(Math.max(0, Math.min(from + by, others.length)), 0, column);
}
