import { expect, test } from "vitest";
import { span, stopwatch, unbroken } from "../../renderer/lib/time.ts";

test.each([
  [-500, "0 s"],
  [0, "0 s"],
  [4_999, "4 s"],
  [59_999, "59 s"],
  [60_000, "1 m"],
  [190_000, "3 m 10 s"],
  [3_600_000, "1 h"],
  [7_500_000, "2 h 5 m"],
  [86_400_000, "1 d"],
])("%i ms is a span of %s", (milliseconds, words) => {
  expect(span(milliseconds)).toBe(words);
});

test.each([
  [-1, "0:00"],
  [42_900, "0:42"],
  [858_000, "14:18"],
  [3_723_000, "1:02:03"],
])("%i ms on the stopwatch is %s", (milliseconds, shown) => {
  expect(stopwatch(milliseconds)).toBe(shown);
});

test("a number stays on one line with its unit, and all else may break", () => {
  expect(unbroken("Checked 3 m 10 s ago; 12 registers")).toBe("Checked 3\u00a0m 10\u00a0s ago; 12 registers");
});
