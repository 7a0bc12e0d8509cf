/** For how long alarms are put aside, and why. All on this machine's calendar. */
import { text } from "../messages/messages.ts";

export const SHELF_SPANS = ["5m", "15m", "1h", "8h", "time"] as const;

export interface ShelfForm {
  readonly span: (typeof SHELF_SPANS)[number];
  /** As a field for date and time holds it, `2026-11-21T18:00`; counts only for `time`. */
  readonly at: string;
  readonly reason: string;
}

const MINUTE = 60_000;
const LENGTHS = { "5m": 5 * MINUTE, "15m": 15 * MINUTE, "1h": 60 * MINUTE, "8h": 480 * MINUTE } as const;

/** @param now epoch milliseconds @returns epoch milliseconds; `NaN` while the time is not one */
export function shelvedUntil({ span, at }: ShelfForm, now: number): number {
  return span === "time" ? new Date(at).getTime() : now + LENGTHS[span];
}

/** What keeps it from being done, by field and in words. */
export function problemsOfShelf(form: ShelfForm, now: number): { readonly at?: string; readonly reason?: string } {
  const t = text.alarms.shelveDialog.problems;
  const until = shelvedUntil(form, now);
  return {
    ...(Number.isNaN(until) ? { at: t.noTime } : until <= now && { at: t.past }),
    ...(form.reason.trim() === "" && { reason: t.noReason }),
  };
}
