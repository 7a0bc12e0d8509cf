/** The stretches of time that a device's uptime is shown of, and what its bar shows of each. */
import type { UptimeCell } from "#shared/model/device.ts";
import { clock, text } from "../messages/messages.ts";
import { span } from "../time.ts";
import { CELL, dayStart } from "./day.ts";

export const UPTIME_RANGES = ["day", "week", "month"] as const;
export type UptimeRange = (typeof UPTIME_RANGES)[number];

const HOUR = 4 * CELL;
const DAY = 24 * HOUR;

/** How much of a range one cell of its bar shows, in hours, and how many days it has: some 90 cells each. */
const GRAINS: Readonly<Record<UptimeRange, { readonly hours: number; readonly days: number }>> = {
  day: { hours: 0.25, days: 1 },
  week: { hours: 2, days: 7 },
  month: { hours: 8, days: 31 },
};

export function grainOf(range: UptimeRange): number {
  return GRAINS[range].hours * HOUR;
}

/** From when to when, in epoch milliseconds. The last cell is the one that is running; longer cells begin at full hours of
 *  this machine's day, so that midnight is the edge of one. */
export function periodOf(range: UptimeRange, now: number): { readonly from: number; readonly to: number } {
  const { hours, days } = GRAINS[range];
  if (range === "day") return { from: dayStart(now), to: dayStart(now) + DAY };
  const end = new Date(now);
  end.setHours((Math.floor(end.getHours() / hours) + 1) * hours, 0, 0, 0);
  return { from: end.getTime() - days * DAY, to: end.getTime() };
}

/** Cells put together to those of a bar. @param grain how long each is, in milliseconds */
export function gathered(cells: readonly UptimeCell[], grain: number): UptimeCell[] {
  const each = Math.max(1, Math.round(grain / CELL));
  return Array.from({ length: Math.ceil(cells.length / each) }, (_, at) =>
    sumOf(cells.slice(at * each, at * each + each)),
  );
}

const PARTS = ["offline", "flapping", "late", "online", "notObserved", "unknown"] as const;

function sumOf(cells: readonly UptimeCell[]): UptimeCell {
  const sum = { from: cells[0]?.from ?? 0, offline: 0, flapping: 0, late: 0, online: 0, notObserved: 0, unknown: 0 };
  for (const cell of cells) for (const part of PARTS) sum[part] += cell[part];
  return sum;
}

/** What a cell says, for example “14:00 to 14:15: online 13 m, late 2 m”. */
export function cellWords(cell: UptimeCell, grain: number, now: number): string {
  const t = text.device.uptime;
  const parts = PARTS.flatMap((part) =>
    part === "unknown" || cell[part] === 0 ? [] : [t.part(t.parts[part], span(cell[part]))],
  );
  const time = (at: number) => clock.minute(at, now);
  return t.cell(time(cell.from), time(cell.from + grain), parts.length === 0 ? t.parts.unknown : parts.join(", "));
}

/** A moment with its name below the bar. */
export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** Full hours of a day, midnights of more: at most nine. */
export function ticksOf(range: UptimeRange, { from, to }: { readonly from: number; readonly to: number }): Tick[] {
  const label = (at: number) =>
    range === "day" ? clock.minute(at, at) : range === "week" ? clock.weekday(at) : clock.day(at);
  const ticks: Tick[] = [];
  const moment = new Date(from);
  moment.setHours(range === "day" ? Math.ceil(moment.getHours() / 3) * 3 : 24, 0, 0, 0);
  while (moment.getTime() < to) {
    const at = moment.getTime();
    if (at >= from) ticks.push({ at, label: label(at) });
    if (range === "day") moment.setHours(moment.getHours() + 3);
    else moment.setDate(moment.getDate() + (range === "week" ? 1 : 4));
  }
  return ticks;
}
