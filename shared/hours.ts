import type { Hours } from "./model/hours.ts";

/** Whether a moment is within the hours on the clock of this machine. What the clock shows decides, so that an hour which
 *  daylight saving skips or repeats is taken as it is read off the wall. @param at epoch milliseconds */
export function isWithin({ from, to, days }: Hours, at: number): boolean {
  const moment = new Date(at);
  const time = `${twoDigits(moment.getHours())}:${twoDigits(moment.getMinutes())}`;
  const today = moment.getDay() === 0 ? 7 : moment.getDay();
  const yesterday = today === 1 ? 7 : today - 1;
  if (from < to) return isOn(days, today) && from <= time && time < to;
  // Over midnight: begun this evening, or yesterday's that reach into this morning.
  return (isOn(days, today) && from <= time) || (isOn(days, yesterday) && time < to);
}

function isOn(days: readonly number[], day: number): boolean {
  return days.length === 0 || days.includes(day);
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}
