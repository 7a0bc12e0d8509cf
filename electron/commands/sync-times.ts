import { InvalidArgumentError } from "commander";
import { parseDuration } from "#shared/duration.ts";
import { RegdeskError } from "#shared/errors.ts";
import { writtenMoment } from "./moment.ts";

/** A time to come as a person writes it: `2026-11-20T14:00` or `14:00`, in local time, or how long from now, `90m`. One that
 *  is past is refused by the host. @param now epoch milliseconds  @returns epoch milliseconds */
export function timeToCome(text: string, now = Date.now()): number {
  const written = writtenMoment(text);
  if (written !== undefined && text.includes("T")) return written;
  const [, hours, minutes] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  if (hours !== undefined) return nextTime(Number(hours), Number(minutes), now);
  try {
    return now + parseDuration(text);
  } catch (error) {
    if (!(error instanceof RegdeskError)) throw error;
    throw new InvalidArgumentError("A time is written like 2026-11-20T14:00 or 14:00, or how long from now, like 90m.");
  }
}

function nextTime(hours: number, minutes: number, now: number): number {
  const next = new Date(now);
  next.setHours(hours, minutes, 0, 0);
  if (next.getTime() <= now) next.setDate(next.getDate() + 1);
  return next.getTime();
}

/** ISO 8601 on the clock of this machine, with its offset, for example `2026-11-20T14:00:00.000+01:00`.
 *  @param at epoch milliseconds */
export function timeOrNull(at: number | undefined): string | null {
  if (at === undefined) return null;
  const offset = -new Date(at).getTimezoneOffset();
  const local = new Date(at + offset * 60_000).toISOString().slice(0, -1);
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  const digits = [hours, minutes].map((number) => String(number).padStart(2, "0")).join(":");
  return `${local}${offset < 0 ? "-" : "+"}${digits}`;
}
