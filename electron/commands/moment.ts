import { InvalidArgumentError } from "commander";
import { parseDuration } from "#shared/duration.ts";
import { RegdeskError } from "#shared/errors.ts";

/** A day, and a time of it with or without an offset. */
const WRITTEN = /^(\d{4})-(\d{2})-(\d{2})([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/** A point in time as a person writes it: `2026-11-20T14:00`, or `2026-11-20` for the beginning of that day, in local time
 *  unless it says another; or how long ago, `90m`. @returns epoch milliseconds */
export function momentOf(text: string): number {
  const written = writtenMoment(text);
  if (written !== undefined) return written;
  try {
    return Date.now() - parseDuration(text);
  } catch (error) {
    if (!(error instanceof RegdeskError)) throw error;
    throw new InvalidArgumentError("A moment is written like 2026-11-20T14:00, or how long ago it was, like 90m.");
  }
}

/** @returns undefined for what is no day and time that there is: 30 February would silently be 2 March */
export function writtenMoment(text: string): number | undefined {
  const [, year, month, day, time] = WRITTEN.exec(text) ?? [];
  const lastOfMonth = new Date(Number(year), Number(month), 0).getDate();
  if (day === undefined || Number(day) > lastOfMonth) return undefined;
  // A day alone would be one of Greenwich.
  const written = Date.parse(time === undefined ? `${text}T00:00` : text.replace(" ", "T"));
  return Number.isNaN(written) ? undefined : written;
}
