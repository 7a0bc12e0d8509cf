/** Times of day as people write them. Browsers' own fields follow the browser's language, and show hours up to 12 where
 *  everything else in the window counts to 24. */
import { TimeOfDay } from "#shared/model/hours.ts";

/** Reads `7`, `730`, `7:30`, `07.30` or `7h30`. @returns as the model has it, `07:30`; nothing when it is no time of day */
export function readTimeOfDay(written: string): string | undefined {
  const [, hours, minutes = "00"] = /^(\d{1,2})(?:\s*[:.h]?\s*(\d{2}))?$/.exec(written.trim()) ?? [];
  if (hours === undefined) return undefined;
  const time = `${hours.padStart(2, "0")}:${minutes}`;
  return TimeOfDay.safeParse(time).success ? time : undefined;
}
