import { isWithin } from "#shared/hours.ts";
import type { Hours } from "#shared/model/hours.ts";

const MINUTE = 60_000;
/** A week and the hour that a clock change may add. */
const MINUTES_LOOKED_AT = 7 * 24 * 60 + 60;

/** The first moment from this one on that lies within one of the hours; none given means at any time.
 *  @returns undefined when they never open */
export function nextOpening(hours: readonly Hours[], from: number): number | undefined {
  const isOpen = (at: number): boolean => hours.length === 0 || hours.some((one) => isWithin(one, at));
  if (isOpen(from)) return from;
  let at = Math.floor(from / MINUTE) * MINUTE;
  for (let minute = 0; minute < MINUTES_LOOKED_AT; minute++) {
    at += MINUTE;
    if (isOpen(at)) return at;
  }
  return undefined;
}
