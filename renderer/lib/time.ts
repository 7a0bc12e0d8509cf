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

/** A text whose numbers stay on one line with their units of time. */
export function unbroken(text: string): string {
  return text.replace(/(?<=\d) (?=[smhd]\b)/g, "\u00a0");
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
