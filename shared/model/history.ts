/** What registers were: the past of their values, as it is asked for and as it is told. Times are epoch milliseconds. */
import { z } from "zod";
import { JsonText } from "../json.ts";
import type { RegisterName } from "./register.ts";

/** Where in a JSON value to look: `/a/b` for member `b` of member `a`, `/0` for the first element; empty for all of it.
 *  Source: RFC 6901. */
export const JsonPointer = z
  .string()
  .max(500)
  .regex(/^(\/.*)?$/su, "a pointer is empty or begins with a slash, for example /motor/speed");
export type JsonPointer = z.infer<typeof JsonPointer>;

/** Why there is no value for a while.
 *  - `expired`: the register was not refreshed for more than 1.5 times its time to live
 *  - `withdrawn`: its provider or its source took it back
 *  - `no-value`: it was there and had the value null, or nothing where the pointer points
 *  - `not-running`, `asleep`: Regdesk did not run, or the machine slept
 *  - `skipped`: the wall clock jumped over it; an unannounced sleep, or somebody set the clock
 *  - `not-stored`: it was seen, but the disk took nothing for so long that it had to be dropped
 *  - `not-read`: of a plot that is `sampled`: the line broke off in what was left out, or began again there */
export const GapReason = z.enum([
  ...(["expired", "withdrawn", "no-value"] as const),
  ...(["not-running", "asleep", "skipped", "not-stored", "not-read"] as const),
]);
export type GapReason = z.infer<typeof GapReason>;

/** Those in which nobody can say what any register was. */
export const UNOBSERVED = ["not-running", "asleep", "skipped", "not-stored"] as const satisfies GapReason[];
export type UnobservedReason = (typeof UNOBSERVED)[number];

/** From `from` until just before `to` there is no value, and no line may be drawn. */
export interface Gap {
  readonly from: number;
  readonly to: number;
  readonly reason: GapReason;
}

/** A time in which the host did not observe. */
export interface UnobservedPeriod extends Gap {
  readonly reason: UnobservedReason;
}

export interface Period {
  readonly from: number;
  readonly to: number;
}

/** When the host observed at all. What is in none of its periods is *not observed*: neither up nor down. */
export interface ObservedPeriods {
  /** Adds a time in which it did not, for example because the machine slept; it may lie within a period of observing. */
  append(period: UnobservedPeriod): void;
  /** Those that touch the range, cut to it, in their order, without overlap. The time before Regdesk was first started is
   *  `not-running` like any other. @throws {RegdeskError} `STORE_UNAVAILABLE` */
  unobserved(range: Period): Promise<UnobservedPeriod[]>;
}

/** At which grain a plot is told.
 *  - `raw`: every change is a point
 *  - `bucket`: changes gathered to as many points as were asked for
 *  - `minute`: the same from the one-minute rollups, because the changes are gone, or are more than can be read at once
 *  - `sampled`: of more changes than can be read at once, and of which there are no rollups (a part of a JSON value, texts),
 *    only some were read: what lies between two points may have gone higher or lower. Where a line broke off in what was left
 *    out it is not drawn on until the next that was read (`not-read`); only that a part was missing from a value for a while,
 *    which nobody knows without reading it, does not show */
export type Resolution = "raw" | "bucket" | "minute" | "sampled";

/** One register's line in a plot, in columns of equal length, oldest first: `at[i]` goes with `last[i]` and so on. A value
 *  holds until the next point (draw steps, or connect points as you like), but never into a gap: where one begins there is a
 *  point whose members are null, and every gap is in `gaps` with its reason. The first point is at the start of the range
 *  when there was a value then already; the last value holds until the end of the range, or now. */
export interface Series {
  readonly register: RegisterName;
  readonly pointer: JsonPointer;
  /** What the values in the range are: `boolean` is told as 0 and 1; of `text` (texts, objects, lists) only `texts` tells
   *  what they are; `nothing` when there is none. A series with a number in it is `number`, whatever else is in it. */
  readonly kind: "number" | "boolean" | "text" | "nothing";
  readonly resolution: Resolution;
  /** How much time a point stands for, in milliseconds; 0 when it is a change. */
  readonly step: number;
  readonly at: readonly number[];
  /** The value at the end of the point's time. Of the kind `text` these four are null throughout. */
  readonly last: readonly (number | null)[];
  /** Within the point's time; the mean is weighted by how long each value held. With `raw` the same as `last`. */
  readonly min: readonly (number | null)[];
  readonly max: readonly (number | null)[];
  readonly mean: readonly (number | null)[];
  /** How many changes each point stands for; 0 for a value that is only carried on, or that came again as it was. Texts that
   *  differ where they are cut are told apart by it. */
  readonly count: readonly number[];
  /** Of the kind `text`, the JSON text of each point, null in a gap; of the others empty. At most 200 characters of it, however
   *  long it is: a string that is cut is a string still, an object or a list is cut as text. So a line of texts takes at most
   *  about a kilobyte a point. The whole is told by `changes` and `at`. */
  readonly texts: readonly (string | null)[];
  /** Of the kind `text`, how many characters the whole JSON text of each point has, 0 in a gap: more than `texts` has of it
   *  where that was cut. Of the others empty. */
  readonly lengths: readonly number[];
  readonly gaps: readonly Gap[];
}

/** A moment of one register's past: it took a value, or ceased to have one. */
export const Change = z.object({
  at: z.number(),
  /** Absent when there was none any more; null is a value. */
  value: JsonText.optional(),
  /** Why there was none any more. */
  gap: GapReason.optional(),
});
export type Change = z.infer<typeof Change>;

/** What a register was at a moment. */
export interface ValueAt {
  readonly register: RegisterName;
  /** Absent when it had none, for `gap`'s reason; absent without a reason when nothing is known of it then. */
  readonly value?: JsonText;
  readonly gap?: GapReason;
  /** Since when it was so. */
  readonly since?: number;
}

/** How much room the past of one register takes. */
export interface RegisterSize {
  readonly register: RegisterName;
  /** Bytes of its changes. */
  readonly changes: number;
  /** Bytes of its minutes. */
  readonly minutes: number;
  /** Kept whatever its age, because it is pinned. */
  readonly isPinned: boolean;
}

/** What can be said of the history as a whole. */
export interface HistorySize {
  /** Of the file on the disk, its journal included. */
  readonly bytes: number;
  /** What of it is free to be used again. */
  readonly free: number;
  /** When the oldest change that is kept was; absent when there is none. */
  readonly oldestAt?: number;
  /** How many registers have a past. */
  readonly registers: number;
  /** The largest, largest first. */
  readonly largest: readonly RegisterSize[];
}
