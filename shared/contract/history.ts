import { oc } from "@orpc/contract";
import { z } from "zod";
import { ERROR_STATUS } from "../errors.ts";
import {
  JsonPointer,
  type Change,
  type HistorySize,
  type Series,
  type UnobservedPeriod,
  type ValueAt,
} from "../model/history.ts";
import { RegisterName } from "../model/register.ts";
import { pageOf } from "./feed.ts";

/** Which of the registers that have a past: those with one of the names or matching one of the globs. */
const Names = z.array(z.string().min(1).max(1_025)).max(1_000);

/** Epoch milliseconds; `from` inclusive, `to` exclusive. */
const Range = z
  .object({ from: z.number(), to: z.number() })
  .refine(({ from, to }) => from < to, { error: "the range is empty; `from` must be before `to`", path: ["to"] });

/** How many lines one plot may have. */
export const MOST_SERIES = 6;

/** A plot: several registers over one range. */
export const SeriesQuery = Range.safeExtend({
  series: z
    .array(z.object({ register: RegisterName, pointer: JsonPointer.default("") }))
    .min(1)
    .max(MOST_SERIES),
  /** How many points each line should have at most: as many as there are pixels. Gaps may add a few. */
  points: z.int().min(10).max(5_000).default(1_000),
});
export type SeriesQuery = z.infer<typeof SeriesQuery>;
/** The same as it is asked: what has a default may be left out. */
export type SeriesAsked = z.input<typeof SeriesQuery>;

/** In the order of the query. What happened in the last second may not be in it yet; the feed of registers tells it. */
export interface SeriesAnswer {
  readonly series: readonly Series[];
}

/** Single changes of one register, newest first (`before`) or oldest first (`after`). */
export const ChangesQuery = z.object({
  register: RegisterName,
  /** Only those before this moment, newest first. Without both, the newest. */
  before: z.number().optional(),
  /** Only those after this moment, oldest first. */
  after: z.number().optional(),
  limit: z.int().min(1).max(1_000).default(100),
});
export type ChangesQuery = z.infer<typeof ChangesQuery>;
/** The same as it is asked: what has a default may be left out. */
export type ChangesAsked = z.input<typeof ChangesQuery>;

export interface ChangesPage {
  readonly changes: readonly Change[];
  /** What to give as `before` (or `after`) for the next page; absent on the last. */
  readonly next?: number;
}

/** What registers were at a moment. */
export const AtQuery = z.object({
  at: z.number(),
  /** Names or globs; `boiler.*` is everything below `boiler.`. */
  registers: Names.min(1),
  limit: z.int().min(1).max(10_000).default(1_000),
});
export type AtQuery = z.infer<typeof AtQuery>;
/** The same as it is asked: what has a default may be left out. */
export type AtAsked = z.input<typeof AtQuery>;

/** All changes of some registers, register by register, oldest first: what an export writes down. */
export const ExportQuery = Range.safeExtend({
  /** Names or globs; all registers that have a past when there are none. */
  registers: Names.default([]),
  /** `changes`: every change; `minutes`: the one-minute rollups, which reach farther back. */
  grain: z.enum(["changes", "minutes"]).default("changes"),
  /** What the page before gave as `next`. */
  cursor: z.string().max(100).optional(),
  limit: z.int().min(1).max(10_000).default(5_000),
});
export type ExportQuery = z.infer<typeof ExportQuery>;
/** The same as it is asked: what has a default may be left out. */
export type ExportAsked = z.input<typeof ExportQuery>;

/** One minute of one register, of which only numbers and booleans (0 and 1) are kept. */
export interface Minute {
  /** When it began. */
  readonly at: number;
  readonly min: number;
  readonly max: number;
  /** Weighted by how long each value held. */
  readonly mean: number;
  readonly last: number;
  /** How many changes were in it. */
  readonly count: number;
  /** For which share of the minute there was a value, from 0 to 1. */
  readonly observed: number;
}

export type ExportLine =
  ({ readonly register: RegisterName } & Change) | ({ readonly register: RegisterName } & Minute);

export interface ExportPage {
  readonly lines: readonly ExportLine[];
  /** How many registers the query matches, and how many of them are done: for showing progress. */
  readonly registers: number;
  readonly done: number;
  /** Give it as `cursor` for the next page; absent on the last. To cancel, ask for no more. */
  readonly next?: string;
}

const asked = oc.errors({ STORE_UNAVAILABLE: { status: ERROR_STATUS.STORE_UNAVAILABLE } });

export const history = {
  /** For a plot. */
  series: asked.input(SeriesQuery).output(pageOf<SeriesAnswer>()),
  changes: asked.input(ChangesQuery).output(pageOf<ChangesPage>()),
  at: asked.input(AtQuery).output(pageOf<readonly ValueAt[]>()),
  /** When nobody watched. */
  unobserved: asked.input(Range).output(pageOf<readonly UnobservedPeriod[]>()),
  export: asked.input(ExportQuery).output(pageOf<ExportPage>()),
  /** How much room it takes, and what takes most. */
  size: asked.input(z.object({ largest: z.int().min(0).max(1_000).default(50) })).output(pageOf<HistorySize>()),
};
