/** A schedule as a technician thinks of it. The three ways to say it are one model: what one of them says, the others show. */
import type { Hours } from "#shared/model/hours.ts";
import type { Schedule, Timing } from "#shared/model/schedule.ts";
import { intervalOf, intervalParts, localZone, type IntervalUnit } from "./schedule-words.ts";

export type ScheduleKind = "simple" | "cron" | "manual";

/** What can be said without knowing cron. */
export interface SimpleForm {
  readonly how: "every" | "daily";
  /** As it was typed. */
  readonly count: string;
  readonly unit: IntervalUnit;
  /** `07:30` */
  readonly at: string;
  /** Monday is 1, Sunday 7; none means every day. */
  readonly days: readonly number[];
}

export interface ScheduleForm {
  readonly kind: ScheduleKind;
  readonly simple: SimpleForm;
  readonly expression: string;
  readonly zone: string;
  readonly hours: readonly Hours[];
  readonly missed: Schedule["missed"];
}

const USUAL: SimpleForm = { how: "every", count: "10", unit: "minutes", at: "07:00", days: [] };

export function formOfSchedule({ timing, hours, missed }: Schedule): ScheduleForm {
  const rest = { hours, missed };
  if (timing.kind === "interval") {
    const { count, unit } = intervalParts(timing.every);
    const simple: SimpleForm = { ...USUAL, count: String(count), unit };
    return { kind: "simple", simple, expression: cronOfSimple(simple) ?? "", zone: localZone(), ...rest };
  }
  if (timing.kind === "manual") {
    return { kind: "manual", simple: USUAL, expression: "*/10 * * * *", zone: localZone(), ...rest };
  }
  const { expression, zone } = timing;
  const daily = zone === localZone() ? dailyOfCron(expression) : undefined;
  return { kind: daily ? "simple" : "cron", simple: daily ?? USUAL, expression, zone, ...rest };
}

/** Call with a form without problems. */
export function scheduleOfForm(form: ScheduleForm): Schedule {
  return { timing: timingOf(form), hours: [...form.hours], missed: form.missed };
}

function timingOf({ kind, simple, expression, zone }: ScheduleForm): Timing {
  if (kind === "manual") return { kind };
  if (kind === "cron") return { kind, expression: expression.trim(), zone: zone.trim() };
  if (simple.how === "daily") return { kind: "cron", expression: dailyCron(simple), zone: localZone() };
  return { kind: "interval", every: intervalOf(Number(simple.count), simple.unit) };
}

/** The same schedule, said in another way; what cannot be said so stays as it was written there. */
export function withScheduleKind(form: ScheduleForm, kind: ScheduleKind): ScheduleForm {
  if (kind === "cron" && form.kind === "simple") {
    return { ...form, kind, expression: cronOfSimple(form.simple) ?? form.expression };
  }
  if (kind === "simple" && form.kind === "cron") {
    return { ...form, kind, simple: dailyOfCron(form.expression) ?? everyOfCron(form.expression) ?? form.simple };
  }
  return { ...form, kind };
}

function cronOfSimple(simple: SimpleForm): string | undefined {
  const { how, count, unit } = simple;
  if (how === "daily") return dailyCron(simple);
  if (!/^[1-9]\d*$/.test(count)) return undefined;
  if (unit === "minutes" && Number(count) < 60) return count === "1" ? "* * * * *" : `*/${count} * * * *`;
  if (unit === "hours" && Number(count) < 24) return count === "1" ? "0 * * * *" : `0 */${count} * * *`;
  return undefined;
}

function dailyCron({ at, days }: SimpleForm): string {
  const [hour = "0", minute = "0"] = at.split(":");
  return `${Number(minute)} ${Number(hour)} * * ${daysCron(days)}`;
}

/** `1-5` where days follow each other, because it reads as “Monday through Friday”. */
function daysCron(days: readonly number[]): string {
  const sorted = days.toSorted((a, b) => a - b);
  const [first = 1, last = 7] = [sorted[0], sorted.at(-1)];
  if (sorted.length === 0 || sorted.length === 7) return "*";
  if (sorted.length > 2 && last - first === sorted.length - 1 && last < 7) return `${first}-${last}`;
  return sorted.map((day) => day % 7).join(",");
}

function dailyOfCron(expression: string): SimpleForm | undefined {
  const [, minute, hour, days = ""] =
    /^(\d{1,2}) (\d{1,2}) \* \* (\*|[0-7](?:-[0-7])?(?:,[0-7])*)$/.exec(expression.trim()) ?? [];
  if (minute === undefined || hour === undefined || Number(minute) > 59 || Number(hour) > 23) return undefined;
  const at = `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`;
  const named = daysOfCron(days);
  return named && { ...USUAL, how: "daily", at, days: named };
}

function daysOfCron(written: string): number[] | undefined {
  if (written === "*") return [];
  const [, from, to] = /^(\d)-(\d)$/.exec(written) ?? [];
  const days =
    from === undefined
      ? written.split(",").map(Number)
      : Array.from({ length: Math.max(0, Number(to) - Number(from) + 1) }, (_, day) => Number(from) + day);
  if (days.some((day) => !Number.isInteger(day))) return undefined;
  return [...new Set(days.map((day) => (day === 0 ? 7 : day)))].sort((a, b) => a - b);
}

function everyOfCron(expression: string): SimpleForm | undefined {
  const [, minutes] = /^\*\/(\d{1,2}) \* \* \* \*$/.exec(expression.trim()) ?? [];
  if (minutes !== undefined) return { ...USUAL, count: minutes, unit: "minutes" };
  const [, hours] = /^0 \*\/(\d{1,2}) \* \* \*$/.exec(expression.trim()) ?? [];
  return hours === undefined ? undefined : { ...USUAL, count: hours, unit: "hours" };
}
