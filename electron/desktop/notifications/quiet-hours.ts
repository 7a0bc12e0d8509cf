import type { Settings } from "#shared/model/settings.ts";

/** Whether nobody wants to be disturbed. The end of the quiet hours is not quiet any more; they may span midnight.
 *  @param now the laptop's own time of day */
export function isQuiet(quietHours: Settings["quietHours"], now: Date): boolean {
  if (quietHours === null) return false;
  const from = minutesOf(quietHours.from);
  const to = minutesOf(quietHours.to);
  const minute = now.getHours() * 60 + now.getMinutes();
  return from <= to ? from <= minute && minute < to : from <= minute || minute < to;
}

/** Since midnight. @param time for example `22:00` */
function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}
