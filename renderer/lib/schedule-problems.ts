/** What keeps a form from being a schedule, by field and in words. */
import { cronFault, CRON_FIELDS, type CronFault } from "./cron-fault.ts";
import { text } from "./messages/messages.ts";
import type { ScheduleForm, SimpleForm } from "./schedule-form.ts";
import { intervalOf } from "./schedule-words.ts";

export type ScheduleField = "count" | "at" | "expression" | "zone" | "hours";
export type ScheduleProblems = Readonly<Partial<Record<ScheduleField, string>>>;

const SHORTEST = 10_000;
const LONGEST = 365 * 86_400_000;
const MOST_HOURS = 20;

export function scheduleProblems(form: ScheduleForm): ScheduleProblems {
  const found: Record<ScheduleField, string | undefined> = {
    count: form.kind === "simple" && form.simple.how === "every" ? countProblem(form.simple) : undefined,
    at: form.kind === "simple" && form.simple.how === "daily" ? atProblem(form.simple) : undefined,
    expression: form.kind === "cron" ? faultWords(cronFault(form.expression)) : undefined,
    zone: form.kind === "cron" && !isZone(form.zone.trim()) ? text.sources.schedule.problems.zone : undefined,
    hours: form.kind === "manual" ? undefined : hoursProblem(form),
  };
  return Object.fromEntries(Object.entries(found).filter(([, problem]) => problem !== undefined));
}

function countProblem({ count, unit }: SimpleForm): string | undefined {
  const t = text.sources.schedule.problems;
  if (!/^\d+$/.test(count.trim())) return t.count;
  const every = intervalOf(Number(count), unit);
  if (every < SHORTEST) return t.tooOften;
  return every > LONGEST ? t.tooRare : undefined;
}

function atProblem({ at }: SimpleForm): string | undefined {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(at) ? undefined : text.sources.schedule.problems.at;
}

function faultWords(fault: CronFault | undefined): string | undefined {
  const t = text.sources.schedule.problems;
  switch (fault?.kind) {
    case undefined:
      return undefined;
    case "empty":
      return t.empty;
    case "count":
      return t.fields(fault.count, CRON_FIELDS.length);
    case "nickname":
      return t.nickname(fault.written);
    case "field":
      return t.field(t.fieldNames[fault.field], fault.written, t.ranges[fault.field]);
  }
}

function isZone(zone: string): boolean {
  try {
    return zone !== "" && new Intl.DateTimeFormat("en", { timeZone: zone }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}

function hoursProblem({ hours }: ScheduleForm): string | undefined {
  const t = text.sources.schedule.problems;
  if (hours.length > MOST_HOURS) return t.manyHours(MOST_HOURS);
  if (hours.some(({ from, to }) => from === "" || to === "")) return t.noHours;
  return hours.some(({ from, to }) => from === to) ? t.sameHours : undefined;
}
