import { InvalidArgumentError } from "commander";

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** `mon-fri`, `sat,sun` or `fri-mon` as ISO days, Monday is 1. */
export function daysOf(text: string): number[] {
  const days = text
    .toLowerCase()
    .split(",")
    .flatMap((part) => {
      const [from = -1, to = from] = part.split("-").map((name) => DAYS.indexOf(name));
      if (from === -1 || to === -1 || part.split("-").length > 2) {
        throw new InvalidArgumentError("Days are written like mon-fri or sat,sun.");
      }
      return Array.from({ length: ((to - from + 7) % 7) + 1 }, (_, index) => ((from + index) % 7) + 1);
    });
  return [...new Set(days)].sort((a, b) => a - b);
}

export function daysAsText(days: readonly number[]): string {
  return days.map((day) => DAYS[day - 1] ?? "").join(",");
}

export interface TimesOfDay {
  readonly from: string;
  readonly to: string;
}

/** `07:00-18:00`; `22:00-06:00` reaches over midnight. */
export function timesOf(text: string): TimesOfDay {
  const { from, to } = /^(?<from>\d{1,2}:\d{2})-(?<to>\d{1,2}:\d{2})$/.exec(text)?.groups ?? {};
  const times = [from, to].map((time) => time?.padStart(5, "0") ?? "");
  if (times.some((time) => !/^([01]\d|2[0-3]):[0-5]\d$/.test(time))) {
    throw new InvalidArgumentError("Hours are written like 07:00-18:00.");
  }
  return { from: times[0] ?? "", to: times[1] ?? "" };
}

/** For good. */
export const FOREVER = "forever";

/** When a rule ends: `today`, `forever`, a time of day such as `18:00`, which is the next of it, or a date with or without
 *  a time. @param now epoch milliseconds  @returns epoch milliseconds, or {@link FOREVER} */
export function untilOf(text: string, now = Date.now()): number | typeof FOREVER {
  if (text === FOREVER) return FOREVER;
  if (text === "today") return endOfToday(now);
  const time = /^(\d{1,2}):(\d{2})$/.exec(text);
  if (time !== null) return nextTime(Number(time[1]), Number(time[2]), now);
  // A date alone would be taken for midnight in Greenwich.
  const until = Date.parse(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T23:59:59.999` : text);
  if (Number.isNaN(until) || !/^\d{4}-/.test(text)) {
    throw new InvalidArgumentError("An end is today, forever, a time such as 18:00, or 2026-12-24T18:00.");
  }
  return until;
}

/** Midnight on the clock of this machine. */
export function endOfToday(now: number): number {
  return new Date(now).setHours(24, 0, 0, 0);
}

function nextTime(hours: number, minutes: number, now: number): number {
  if (hours > 23 || minutes > 59) throw new InvalidArgumentError("A time of day is from 00:00 to 23:59.");
  const next = new Date(now);
  next.setHours(hours, minutes, 0, 0);
  if (next.getTime() <= now) next.setDate(next.getDate() + 1);
  return next.getTime();
}
