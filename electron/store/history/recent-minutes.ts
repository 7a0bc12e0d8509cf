import type { Period, UnobservedPeriod } from "#shared/model/history.ts";
import { MINUTE, rolledUp, type RolledMinute } from "../../history/minutes.ts";
import type { Moment } from "../../history/moment.ts";
import type { Database } from "../database.ts";
import { lastMomentBefore } from "./packing.ts";

/** @returns what rolls up the moments of a register that are not packed yet, until a moment, while it is asked for: as they
 *  will be once they are packed */
export function recentMinutes(
  database: Database,
  unobserved: (range: Period) => UnobservedPeriod[],
): (register: number, recent: readonly Moment[], to: number) => RolledMinute[] {
  const before = lastMomentBefore(database);
  return (register, recent, to) => {
    const first = recent[0]?.at ?? to;
    if (first >= to) return [];
    const carry = before(register, first);
    const range = { from: first - (first % MINUTE), to };
    const breaks = unobserved({ from: carry?.at ?? range.from, to });
    return rolledUp(carry === undefined ? recent : [carry, ...recent], breaks, range);
  };
}
