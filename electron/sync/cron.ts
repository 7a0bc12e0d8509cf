/** Cron expressions of five fields. The library computes times; that a run neither falls away nor comes twice where the clock
 *  is set is the library's fixed-time rule, and the tests of this file hold it to that. */
import { Cron } from "croner";
import { RegdeskError } from "#shared/errors.ts";

interface Field {
  readonly name: string;
  readonly range: string;
}

const FIELDS: readonly Field[] = [
  { name: "minute", range: "0 to 59" },
  { name: "hour", range: "0 to 23" },
  { name: "day of the month", range: "1 to 31" },
  { name: "month", range: "1 to 12, or JAN to DEC" },
  { name: "day of the week", range: "0 to 7 (0 and 7 are Sunday), or MON to SUN" },
];
const NICKNAMES = ["@hourly", "@daily", "@midnight", "@weekly", "@monthly", "@yearly", "@annually"];

/** The next time a cron expression names after a moment, both epoch milliseconds.
 *  @throws {RegdeskError} `SCHEDULE_INVALID`, naming the field, or that there is no such time */
export function nextCronTime(expression: string, zone: string, after: number): number {
  const next = parsed(expression, zone).nextRun(new Date(after));
  if (next === null) throw invalid(`"${expression}" never comes: no month has that day; correct the day or the month`);
  return next.getTime();
}

function parsed(expression: string, zone: string): Cron {
  if (!isZone(zone)) {
    throw invalid(`"${zone}" is not a time zone; write it like Europe/Berlin or America/New_York`, "zone");
  }
  checkFields(expression);
  return cron(expression, zone);
}

function cron(expression: string, zone: string): Cron {
  return new Cron(expression, { timezone: zone, mode: "5-part", fixedTimeRule: "no-wildcard", paused: true });
}

function checkFields(expression: string): void {
  const text = expression.trim();
  if (text.startsWith("@")) {
    if (NICKNAMES.includes(text.toLowerCase())) return;
    throw invalid(`"${text}" is not known; use ${NICKNAMES.join(", ")} or five fields`);
  }
  const fields = text.split(/\s+/).filter((field) => field !== "");
  if (fields.length !== FIELDS.length) {
    const cure = "minute, hour, day of the month, month and day of the week, for example */10 * * * *";
    throw invalid(`"${text}" has ${fields.length} fields, and a schedule has five: ${cure}`);
  }
  for (const [place, field] of fields.entries()) {
    const whole = FIELDS.map((_, other) => (other === place ? field : "*")).join(" ");
    try {
      cron(whole, "UTC");
    } catch {
      const { name = "", range = "" } = FIELDS[place] ?? {};
      throw invalid(
        `the ${name} "${field}" is not valid: it is ${range}, lists such as 1,5, ranges such as 1-5, or steps such as */5`,
      );
    }
  }
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

function invalid(message: string, field = "expression"): RegdeskError {
  return new RegdeskError("SCHEDULE_INVALID", message, { path: `schedule.timing.${field}` });
}
