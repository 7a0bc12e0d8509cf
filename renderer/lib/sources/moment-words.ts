import { clock, locale } from "../messages/messages.ts";

const DAY = 86_400_000;

/** When, as short as it stays clear: `18:00` today, `Mon 18:00` within a week, else with the date. */
export function momentWords(at: number, now: number): string {
  const hours = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  if (new Date(at).toDateString() === new Date(now).toDateString()) {
    return new Intl.DateTimeFormat(locale, hours).format(at);
  }
  if (Math.abs(at - now) < 6 * DAY) return new Intl.DateTimeFormat(locale, { weekday: "short", ...hours }).format(at);
  return clock.moment(at, now).replace(/:\d\d$/, "");
}

/** With its day and its zone, for a list of times: `Mon, 23 Nov, 07:30 CET`. */
export function zonedMoment(at: number, zone: string | undefined): string {
  return new Intl.DateTimeFormat(locale, {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
    ...(zone !== undefined && { timeZone: zone }),
  }).format(at);
}
