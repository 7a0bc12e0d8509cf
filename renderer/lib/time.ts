/** Times as people read them. Everything is epoch milliseconds until here. */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long, in words short enough for a column: `4 s`, `3 m 10 s`, `2 h 5 m`, `3 d`. Below zero counts as zero. */
export function span(milliseconds: number): string {
  const whole = Math.max(0, milliseconds);
  if (whole < MINUTE) return `${Math.floor(whole / SECOND)} s`;
  if (whole < HOUR) return twoUnits(whole, MINUTE, "m", SECOND, "s");
  if (whole < DAY) return twoUnits(whole, HOUR, "h", MINUTE, "m");
  return `${Math.floor(whole / DAY)} d`;
}

/** A countdown or stopwatch: `0:42`, `14:18`, `1:02:03`. */
export function stopwatch(milliseconds: number): string {
  const whole = Math.max(0, Math.floor(milliseconds / SECOND));
  const [hours, minutes, seconds] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const tail = String(seconds).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
}

function twoUnits(whole: number, large: number, largeUnit: string, small: number, smallUnit: string): string {
  const rest = Math.floor((whole % large) / small);
  return `${Math.floor(whole / large)} ${largeUnit}${rest > 0 ? ` ${rest} ${smallUnit}` : ""}`;
}

export interface ClockFormats {
  /** `14:02:11` */
  time(at: number): string;
  /** `14:02:11 CEST` */
  timeWithZone(at: number): string;
  /** The time alone for today, else with its date. */
  moment(at: number, now: number): string;
  /** The same to the minute: `14:02`. */
  minute(at: number, now: number): string;
  /** Everything, for a tooltip. */
  full(at: number): string;
}

/** @param locale decides the order of a date; hours always count to 24, because logs and devices do */
export function clockFormats(locale: string): ClockFormats {
  const hours = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" } as const;
  const time = new Intl.DateTimeFormat(locale, hours);
  const zoned = new Intl.DateTimeFormat(locale, { ...hours, timeZoneName: "short" });
  const dated = new Intl.DateTimeFormat(locale, { ...hours, day: "numeric", month: "short" });
  const minutes = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const minute = new Intl.DateTimeFormat(locale, minutes);
  const datedMinute = new Intl.DateTimeFormat(locale, { ...minutes, day: "numeric", month: "short" });
  const full = new Intl.DateTimeFormat(locale, {
    ...hours,
    dateStyle: undefined,
    year: "numeric",
    month: "short",
    day: "numeric",
    timeZoneName: "longOffset",
  });
  const isSameDay = (a: number, b: number) => new Date(a).toDateString() === new Date(b).toDateString();
  return {
    time: (at) => time.format(at),
    timeWithZone: (at) => zoned.format(at),
    moment: (at, now) => (isSameDay(at, now) ? time : dated).format(at),
    minute: (at, now) => (isSameDay(at, now) ? minute : datedMinute).format(at),
    full: (at) => full.format(at),
  };
}
