import { expect, test } from "vitest";
import { surplusOf } from "#electron/store/backups-kept.ts";

const DAY = 24 * 3_600_000;
/** A Monday. */
const MONDAY = Date.UTC(2026, 0, 5, 9);

test("of ten weeks with a backup a day the last seven days stay, and the first of each of the last five weeks", () => {
  const left = daysLeft(70, 7);
  // The last day is a Sunday: its week began six days before.
  expect(left).toEqual([69, 68, 67, 66, 65, 64, 63, 56, 49, 42, 35]);
});

test("whoever keeps one has today's, and the weeks", () => {
  expect(daysLeft(24, 1)).toEqual([23, 21, 14, 7, 0]);
});

test("a laptop that is started now and then keeps the first of each week in which it ran", () => {
  const days = [0, 3, 9, 11, 30, 31, 60];
  expect(daysLeft(days, 2)).toEqual([60, 31, 30, 9, 0]);
});

/** As if one were made on each of these days, and the surplus dropped each time. */
function daysLeft(days: number | readonly number[], kept: number): number[] {
  const all = typeof days === "number" ? Array.from({ length: days }, (_, day) => day) : days;
  let backups: { readonly day: number; readonly madeAt: number }[] = [];
  for (const day of all) {
    backups = [{ day, madeAt: MONDAY + day * DAY }, ...backups];
    const surplus = surplusOf(backups, kept);
    backups = backups.filter((backup) => !surplus.includes(backup));
  }
  return backups.map(({ day }) => day);
}
