/** A schedule in words. */
import cronstrue from "cronstrue";
import "cronstrue/locales/de";
import type { Schedule, Timing } from "#shared/model/schedule.ts";
import { text } from "./messages/messages.ts";

export function scheduleWords({ timing, hours }: Schedule): string {
  const words = timingWords(timing);
  return hours.length === 0 || timing.kind === "manual" ? words : text.sources.schedule.withinHours(words);
}

export function timingWords(timing: Timing): string {
  const t = text.sources.schedule;
  if (timing.kind === "manual") return t.manual;
  if (timing.kind === "interval") return intervalWords(timing.every);
  const words = cronWords(timing.expression) ?? timing.expression;
  return timing.zone === localZone() ? words : t.inZone(words, timing.zone);
}

/** @returns nothing when it is no expression */
export function cronWords(expression: string): string | undefined {
  try {
    const locale = text.language;
    const words = cronstrue.toString(expression.trim().toLowerCase(), { use24HourTimeFormat: true, locale });
    return text.sources.schedule.cron(words);
  } catch {
    return undefined;
  }
}

const UNITS = [
  ["days", 86_400_000],
  ["hours", 3_600_000],
  ["minutes", 60_000],
  ["seconds", 1_000],
] as const;
export type IntervalUnit = (typeof UNITS)[number][0];

/** In the largest unit that it is a whole number of. */
export function intervalParts(milliseconds: number): { readonly count: number; readonly unit: IntervalUnit } {
  const [unit, length] = UNITS.find(([, length]) => milliseconds % length === 0) ?? UNITS[3];
  return { count: milliseconds / length, unit };
}

export function intervalWords(milliseconds: number): string {
  const { count, unit } = intervalParts(milliseconds);
  return text.sources.schedule.every[unit](count);
}

export function intervalOf(count: number, unit: IntervalUnit): number {
  return count * (UNITS.find(([known]) => known === unit)?.[1] ?? Number.NaN);
}

export const localZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;
