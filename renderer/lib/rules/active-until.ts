/** Until when a rule counts. A rule that nobody thinks of any more is the one that does harm, so it ends today unless
 *  somebody says otherwise. All on this machine's calendar. */
import { momentText } from "../moment-text.ts";

export const UNTIL_KINDS = ["today", "hour", "shift", "week", "time", "ever"] as const;
export type UntilKind = (typeof UNTIL_KINDS)[number];

export interface UntilForm {
  readonly kind: UntilKind;
  /** As a field for date and time holds it, `2026-11-21T18:00`; counts only for `time`. */
  readonly at: string;
}

const HOUR = 3_600_000;
const SHIFT = 8 * HOUR;

/** The last millisecond of the day; a day is not always 24 hours. @param days how many days later */
export function endOfDay(at: number, days = 0): number {
  const day = new Date(at);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days + 1).getTime() - 1;
}

/** @returns epoch milliseconds; nothing for good; `NaN` while the time is not one */
export function untilOfForm({ kind, at }: UntilForm, now: number): number | undefined {
  switch (kind) {
    case "today":
      return endOfDay(now);
    case "hour":
      return now + HOUR;
    case "shift":
      return now + SHIFT;
    case "week":
      return endOfDay(now, (7 - new Date(now).getDay()) % 7);
    case "time":
      return new Date(at).getTime();
    case "ever":
      return undefined;
  }
}

export function formOfUntil(until: number | undefined, now: number): UntilForm {
  if (until === undefined) return { kind: "ever", at: momentText(endOfDay(now)) };
  return { kind: until === endOfDay(now) ? "today" : "time", at: momentText(until) };
}
