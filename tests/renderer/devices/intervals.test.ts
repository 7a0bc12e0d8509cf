import { expect, test } from "vitest";
import { Times } from "#electron/fleet/pace.ts";
import { barsOf, barWords, intervalTicks, spreadSentence } from "../../../renderer/lib/devices/intervals.ts";

function spreadOf(times: readonly number[]) {
  const measured = new Times();
  for (const time of times) measured.add(time);
  return measured.spread();
}

test("a regular device is one tall bar among empty places", () => {
  const bars = barsOf(spreadOf([5_000, 5_010, 4_990]));
  expect(bars.map(({ count }) => count)).toEqual([0, 0, 0, 0, 3, 0, 0, 0, 0]);
  expect(bars[4] && barWords(bars[4])).toBe("4.5 s to 5.6 s");
  expect(intervalTicks(bars).map(({ label }) => label)).toEqual(["2.8 s", "4.5 s", "7.1 s", "11 s"]);
});

test("every bar begins where the one before it ends, and its height is its share of the tallest", () => {
  const spread = spreadOf([1_000, 1_000, 1_000, 1_000, 60_000, 2_000]);
  const bars = barsOf(spread);
  expect(bars).toHaveLength(19);
  for (const [index, { to }] of bars.slice(0, -1).entries()) expect(bars[index + 1]?.from).toBeCloseTo(to, 6);
  expect(bars.map(({ height }) => height).filter((height) => height > 0)).toEqual([1, 0.25, 0.25]);
  expect(spreadSentence(spread, bars)).toBe("Of the last 6 times between two reports, 4 took 890 ms to 1.1 s.");
});

test("nothing measured is nothing drawn", () => {
  expect(barsOf(spreadOf([]))).toEqual([]);
});
