import { InvalidArgumentError } from "commander";
import { parseDuration } from "#shared/duration.ts";
import { RegdeskError } from "#shared/errors.ts";

/** A point in time as a person writes it: `2026-11-20T14:00`, in local time, or how long ago, `90m`. @returns epoch milliseconds */
export function momentOf(text: string): number {
  const written = Date.parse(text);
  if (!Number.isNaN(written) && /^\d{4}-/.test(text)) return written;
  try {
    return Date.now() - parseDuration(text);
  } catch (error) {
    if (!(error instanceof RegdeskError)) throw error;
    throw new InvalidArgumentError("A moment is written like 2026-11-20T14:00, or how long ago it was, like 90m.");
  }
}
