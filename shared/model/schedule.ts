import { z } from "zod";
import { Hours } from "./hours.ts";

/** When a source is synced by itself. Durations are milliseconds. */
export const Timing = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("interval"),
    every: z
      .int()
      .min(10_000, "a source is synced every 10 s at most")
      .max(365 * 86_400_000),
  }),
  z.object({
    kind: z.literal("cron"),
    /** Five fields, or `@hourly` and friends. */
    expression: z.string().trim().min(1).max(200),
    /** IANA time zone, for example `Europe/Berlin`. */
    zone: z.string().min(1).max(64),
  }),
  z.object({ kind: z.literal("manual") }),
]);
export type Timing = z.infer<typeof Timing>;

/** What a source gets whose schedule was removed without saying otherwise. */
export const DEFAULT_TIMING: Timing = { kind: "interval", every: 600_000 };

export const Schedule = z.object({
  timing: Timing.default(DEFAULT_TIMING),
  /** Outside of them a due sync waits; none means at any hour. */
  hours: z.array(Hours).max(20).default([]),
  /** What becomes of a run that came due while Regdesk slept or was closed. */
  missed: z.enum(["catch-up", "skip"]).default("catch-up"),
});
export type Schedule = z.infer<typeof Schedule>;

/** What is valid in a cron expression and yet seldom what was meant: a day of the month or a day of the week, whichever
 *  comes; a step that does not divide its hour, day or year; a time of day that the zone skips or repeats when its clock
 *  is set. */
export const CronWarning = z.enum(["day-or-weekday", "uneven-step", "skipped-hour", "repeated-hour"]);
export type CronWarning = z.infer<typeof CronWarning>;
