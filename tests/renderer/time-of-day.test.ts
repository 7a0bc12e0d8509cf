import { expect, test } from "vitest";
import { readTimeOfDay } from "../../renderer/lib/time-of-day.ts";

test.each([
  ["7", "07:00"],
  ["22", "22:00"],
  ["730", "07:30"],
  ["0730", "07:30"],
  [" 7:30 ", "07:30"],
  ["07.30", "07:30"],
  ["7h30", "07:30"],
  ["00:00", "00:00"],
  ["23:59", "23:59"],
])("%j is read as %s", (written, time) => {
  expect(readTimeOfDay(written)).toBe(time);
});

test.each(["", "24:00", "7:60", "7:3", "7:30 pm", "noon", "12345", "-7:30"])("%j is no time of day", (written) => {
  expect(readTimeOfDay(written)).toBeUndefined();
});
