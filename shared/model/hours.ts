import { z } from "zod";

/** On the clock of this machine. */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a time of day is written like 07:30");

/** `to` before `from` reaches over midnight; the day is the one on which the hours begin. */
export const Hours = z.object({
  from: TimeOfDay,
  to: TimeOfDay,
  /** Monday is 1, Sunday 7, as in ISO 8601; none means every day. */
  days: z.array(z.int().min(1).max(7)).max(7).default([]),
});
export type Hours = z.infer<typeof Hours>;
