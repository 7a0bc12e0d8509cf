import { expect, test } from "vitest";
import { isQuiet } from "#electron/desktop/notifications/quiet-hours.ts";

const at = (hours: number, minutes = 0) => new Date(2026, 5, 1, hours, minutes);

test("without quiet hours it is never quiet", () => {
  expect(isQuiet(null, at(3))).toBe(false);
});

test.each([
  ["22:00", "06:00", at(21, 59), false],
  ["22:00", "06:00", at(22), true],
  ["22:00", "06:00", at(0), true],
  ["22:00", "06:00", at(5, 59), true],
  ["22:00", "06:00", at(6), false],
  ["12:30", "13:15", at(12, 29), false],
  ["12:30", "13:15", at(13), true],
  ["12:30", "13:15", at(13, 15), false],
  ["08:00", "08:00", at(8), false],
])("from %s to %s it is, at %s: %s", (from, to, now, quiet) => {
  expect(isQuiet({ from, to }, now)).toBe(quiet);
});
