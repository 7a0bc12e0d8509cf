import type { CronWarning } from "#shared/model/schedule.ts";
import { nextCronTime } from "./cron.ts";

/** What a step must divide to be even, in the order of the fields; days of a month never are. */
const CYCLES = [60, 24, undefined, 12, 7];
const HOUR = 3_600_000;
/** Daily times meet both clock changes of a year within this many runs. */
const RUNS_LOOKED_AT = 366;

/** What is valid and yet seldom what was meant. Call with an expression that `nextCronTime` takes.
 *  @param now epoch milliseconds */
export function cronWarnings(expression: string, zone: string, now: number): CronWarning[] {
  const fields = expression.trim().startsWith("@") ? [] : expression.trim().split(/\s+/);
  const [, , day = "*", , weekday = "*"] = fields;
  return [
    ...(isRestricted(day) && isRestricted(weekday) ? (["day-or-weekday"] as const) : []),
    ...(fields.some(isUneven) ? (["uneven-step"] as const) : []),
    ...clockChangeWarnings(expression, zone, now),
  ];
}

function isRestricted(field: string): boolean {
  return !field.startsWith("*") && field !== "?";
}

/** A step that does not divide its field begins anew at each turn: every 7 minutes is at :56 and then at :00. */
function isUneven(field: string, place: number): boolean {
  const step = /^(?:\*|0-\d+)\/(\d+)$/.exec(field)?.[1];
  const cycle = CYCLES[place];
  return step !== undefined && cycle !== undefined && cycle % Number(step) !== 0;
}

/** Times of day that the zone skips are run when the clock has jumped, those that it repeats the first time. */
function clockChangeWarnings(expression: string, zone: string, now: number): CronWarning[] {
  const [minutes = "*", hours = "*"] = expression.trim().split(/\s+/);
  if (![minutes, hours].every((field) => /^[\d,]+$/.test(field))) return [];
  const wall = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
  const written = new Set(
    hours.split(",").flatMap((hour) => minutes.split(",").map((minute) => `${two(hour)}:${two(minute)}`)),
  );
  const warnings = new Set<CronWarning>();
  for (let run = 0, at = now; run < RUNS_LOOKED_AT; run++) {
    at = nextCronTime(expression, zone, at);
    const shown = wall.format(at);
    if (!written.has(shown)) warnings.add("skipped-hour");
    else if (wall.format(at + HOUR) === shown) warnings.add("repeated-hour");
  }
  return [...warnings];
}

function two(number: string): string {
  return number.padStart(2, "0");
}
