/** What is wrong with a cron expression, found while it is being written; the host has the last word. */

/** By their places. */
export const CRON_FIELDS = ["minute", "hour", "day", "month", "weekday"] as const;
export type CronField = (typeof CRON_FIELDS)[number];

export type CronFault =
  | { readonly kind: "empty" }
  | { readonly kind: "count"; readonly count: number }
  | { readonly kind: "nickname"; readonly written: string }
  | { readonly kind: "field"; readonly field: CronField; readonly written: string };

export const NICKNAMES = ["@hourly", "@daily", "@midnight", "@weekly", "@monthly", "@yearly", "@annually"];

const RANGES: Readonly<Record<CronField, readonly [from: number, to: number]>> = {
  minute: [0, 59],
  hour: [0, 23],
  day: [1, 31],
  month: [1, 12],
  weekday: [0, 7],
};
const CALENDAR: ReadonlySet<CronField> = new Set(["day", "month", "weekday"]);
const NAMES: Readonly<Partial<Record<CronField, readonly string[]>>> = {
  month: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"],
  weekday: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"],
};

export function cronFault(expression: string): CronFault | undefined {
  const text = expression.trim();
  if (text === "") return { kind: "empty" };
  if (text.startsWith("@")) {
    return NICKNAMES.includes(text.toLowerCase()) ? undefined : { kind: "nickname", written: text };
  }
  const fields = text.split(/\s+/);
  if (fields.length !== CRON_FIELDS.length) return { kind: "count", count: fields.length };
  const place = fields.findIndex((field, at) => !isField(field, CRON_FIELDS[at] ?? "minute"));
  return place === -1
    ? undefined
    : { kind: "field", field: CRON_FIELDS[place] ?? "minute", written: fields[place] ?? "" };
}

function isField(written: string, field: CronField): boolean {
  return written.split(",").every((part) => isPart(part, field));
}

/** `*`, `5`, `1-5`, each with a step or without; signs that are rare (`L`, `#`) are left to the host to judge. */
function isPart(part: string, field: CronField): boolean {
  if (isRare(part, field)) return true;
  const [, range = "", step] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? [];
  if (range === "" || step === "0") return false;
  if (range === "*") return true;
  const ends = range.split("-").map((end) => numberOf(end, field));
  const [from, to = from] = ends;
  return ends.length <= 2 && from !== undefined && to !== undefined && from <= to;
}

/** What only calendars of days have: the last one, the nearest working day, the second Monday. */
function isRare(part: string, field: CronField): boolean {
  return CALENDAR.has(field) && /[L#W+?]/i.test(part) && numberOf(part, field) === undefined;
}

function numberOf(written: string, field: CronField): number | undefined {
  const named = NAMES[field]?.indexOf(written.toUpperCase()) ?? -1;
  if (named !== -1) return named + RANGES[field][0];
  if (!/^\d{1,2}$/.test(written)) return undefined;
  const [least, most] = RANGES[field];
  return Number(written) >= least && Number(written) <= most ? Number(written) : undefined;
}
