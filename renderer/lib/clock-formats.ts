/** Moments as people read them: as their language writes them, or as logs do. Everything is epoch milliseconds until here. */

export interface ClockFormats {
  /** `14:02:11` */
  time(at: number): string;
  /** `14:02:11 CEST` */
  timeWithZone(at: number): string;
  /** The time alone for today, else with its date. */
  moment(at: number, now: number): string;
  /** The same to the minute: `14:02`. */
  minute(at: number, now: number): string;
  /** When, as short as it stays clear: `18:00` today, `Mon 18:00` within a week, else with the date. */
  near(at: number, now: number): string;
  /** Everything, for a tooltip. */
  full(at: number): string;
  /** `Mon, 23 Nov, 07:30 CET`: to the minute, in a zone of its own; in this machine's without one. */
  zoned(at: number, zone: string | undefined): string;
  /** `20 Nov`, for an axis. */
  day(at: number): string;
  /** `Fri 20`, for an axis of a week. */
  weekday(at: number): string;
  /** `Friday, 20 November 2026`, for a heading. */
  longDay(at: number): string;
}

const DAY = 86_400_000;
const MINUTES = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
const SECONDS = { ...MINUTES, second: "2-digit" } as const;
const SHORT_DAY = { day: "numeric", month: "short" } as const;

/** @param locale decides the order of a date; hours always count to 24, because logs and devices do */
export function clockFormats(locale: string): ClockFormats {
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options);
  const [time, zoned] = [format(SECONDS), format({ ...SECONDS, timeZoneName: "short" })];
  const [minute, datedMinute] = [format(MINUTES), format({ ...MINUTES, ...SHORT_DAY })];
  const dated = format({ ...SECONDS, ...SHORT_DAY });
  const near = format({ ...MINUTES, weekday: "short" });
  const full = format({ ...SECONDS, ...SHORT_DAY, year: "numeric", timeZoneName: "longOffset" });
  const [day, weekday] = [format(SHORT_DAY), format({ weekday: "short", day: "numeric" })];
  const longDay = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
  const toMinute = (at: number, now: number) => (isSameDay(at, now) ? minute : datedMinute).format(at);
  return {
    time: (at) => time.format(at),
    timeWithZone: (at) => zoned.format(at),
    moment: (at, now) => (isSameDay(at, now) ? time : dated).format(at),
    minute: toMinute,
    near: (at, now) => (!isSameDay(at, now) && Math.abs(at - now) < 6 * DAY ? near.format(at) : toMinute(at, now)),
    full: (at) => full.format(at),
    zoned: (at, zone) =>
      format({ weekday: "short", ...SHORT_DAY, ...MINUTES, timeZoneName: "short", ...zoneOf(zone) }).format(at),
    day: (at) => day.format(at),
    weekday: (at) => weekday.format(at),
    longDay: (at) => longDay.format(at),
  };
}

/** `2026-11-20 14:02:11`, as logs and exports have it, with the offset where the zone matters. Today's times stay without a
 *  date, as in a language: columns need not be wider. @param locale for the names of weekdays */
export function isoClockFormats(locale: string): ClockFormats {
  const toSecond = isoFormat({ second: "2-digit" });
  const toMinute = isoFormat();
  const [weekday, longWeekday] = [nameOfWeekday(locale, "short"), nameOfWeekday(locale, "long")];
  const dateOf = (at: number) => toMinute(at).slice(0, DATE);
  const minute = (at: number, now: number) => (isSameDay(at, now) ? toMinute(at).slice(DATE + 1) : toMinute(at));
  const time = (at: number) => toSecond(at).slice(DATE + 1);
  return {
    time,
    timeWithZone: (at) => `${time(at)} ${offsetOf(at)}`,
    moment: (at, now) => (isSameDay(at, now) ? time(at) : toSecond(at)),
    minute,
    near: minute,
    full: (at) => `${toSecond(at)} ${offsetOf(at)}`,
    zoned: (at, zone) => `${isoFormat(zoneOf(zone))(at)} ${offsetOf(at, zone)}`,
    day: (at) => dateOf(at).slice(YEAR),
    weekday: (at) => `${weekday(at)} ${dateOf(at).slice(YEAR)}`,
    longDay: (at) => `${longWeekday(at)}, ${dateOf(at)}`,
  };
}

/** The length of `2026-11-20`, and of its year with the dash. */
const DATE = 10;
const YEAR = 5;

/** Swedes write dates as ISO 8601 has them. */
function isoFormat(more: Intl.DateTimeFormatOptions = {}): (at: number) => string {
  const date = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
  const format = new Intl.DateTimeFormat("sv-SE", { ...date, ...MINUTES, ...more });
  return (at) => format.format(at);
}

function nameOfWeekday(locale: string, weekday: "short" | "long"): (at: number) => string {
  const format = new Intl.DateTimeFormat(locale, { weekday });
  return (at) => format.format(at);
}

/** `+01:00`. In English, because other languages have their own minus; London's may be without a number. */
function offsetOf(at: number, zone?: string): string {
  const parts = new Intl.DateTimeFormat("en", { timeZoneName: "longOffset", ...zoneOf(zone) }).formatToParts(at);
  const offset = parts.find(({ type }) => type === "timeZoneName")?.value.replace("GMT", "");
  return offset === undefined || offset === "" ? "+00:00" : offset;
}

const isSameDay = (a: number, b: number) => new Date(a).toDateString() === new Date(b).toDateString();

const zoneOf = (zone: string | undefined) => (zone === undefined ? {} : { timeZone: zone });
