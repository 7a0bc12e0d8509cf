import { isWithin } from "#shared/hours.ts";
import type { Settings } from "#shared/model/settings.ts";

/** Whether nobody wants to be disturbed. Quiet hours that end when they begin are none.
 *  @param now the laptop's own time of day */
export function isQuiet(quietHours: Settings["quietHours"], now: Date): boolean {
  if (quietHours === null || quietHours.from === quietHours.to) return false;
  return isWithin({ ...quietHours, days: [] }, now.getTime());
}
