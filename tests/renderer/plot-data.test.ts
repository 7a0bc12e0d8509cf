import { describe, expect, test } from "vitest";
import type { JsonText } from "#shared/json.ts";
import { align, expiredStretches, isSwitch, lineOf } from "../../renderer/lib/plot-data.ts";
import { liveRange, panned, timeSplits, zoomed } from "../../renderer/lib/plot-range.ts";
import { recentPath } from "../../renderer/lib/recent-path.ts";
import type { Run } from "../../renderer/lib/run-log.ts";

const run = (from: number, until: number, text: string, rest: Partial<Run> = {}): Run => ({
  text: text as JsonText,
  from,
  until,
  reports: 1,
  ttl: 10_000,
  isAfterGap: false,
  ...rest,
});

describe("A line", () => {
  test("goes from the beginning of each run to its end", () => {
    expect(lineOf([run(0, 10, "1"), run(20, 20, "2")], [], 99)).toEqual({ xs: [0, 10, 20], ys: [1, 1, 2] });
  });

  test("breaks at gaps, where a value expired, and where there is none", () => {
    expect(lineOf([run(0, 10, "1"), run(50, 60, "2", { isAfterGap: true })], [], 99).ys).toEqual([1, 1, null, 2, 2]);
    expect(lineOf([run(0, 10, "1", { expiredAt: 30 }), run(50, 50, "2", { isAfterGap: true })], [], 99).ys).toEqual([
      1, 1, null, 2,
    ]); // prettier-ignore
    expect(lineOf([run(0, 0, "1"), run(5, 9, "null"), run(10, 10, "true")], [], 99).ys).toEqual([1, null, 1]);
  });

  test("goes on to now only when its value counts for long, and no longer than that", () => {
    const held = [run(0, 0, "5", { ttl: 60_000 })];
    expect(lineOf(held, [], 20_000)).toEqual({ xs: [0, 20_000], ys: [5, 5] });
    expect(lineOf(held, [], 90_000).xs).toEqual([0, 60_000]);
    expect(lineOf([run(0, 0, "5")], [], 5_000).xs).toEqual([0]);
  });

  test("shows a place inside a structure", () => {
    const runs = [run(0, 0, '{"a":[1,5]}'), run(1, 1, '{"a":[1]}'), run(2, 2, '{"a":[1,7]}')];
    expect(lineOf(runs, ["a", 1], 99).ys).toEqual([5, null, 7]);
    expect(isSwitch([run(0, 0, '{"on":false}')], ["on"])).toBe(true);
    expect(isSwitch(runs, ["a", 0])).toBe(false);
  });

  test("has times that rise, whatever the reports say", () => {
    const { xs } = lineOf([run(0, 10, "1", { expiredAt: 10 }), run(11, 11, "2", { isAfterGap: true })], [], 99);
    expect(xs).toEqual([...xs].sort((a, b) => a - b));
    expect(new Set(xs).size).toBe(xs.length);
  });
});

test("lines share one time axis: a break stays a break, and having no point is none", () => {
  const aligned = align([
    { xs: [0, 2], ys: [1, null] },
    { xs: [1, 2], ys: [5, 6] },
  ]);
  expect(aligned).toEqual({
    xs: [0, 1, 2],
    ys: [
      [1, undefined, null],
      [undefined, 5, 6],
    ],
  });
});

test("a break lasts until the next height, also at the times of other lines", () => {
  const { ys } = align([
    { xs: [0, 1, 9], ys: [1, null, 2] },
    { xs: [3, 5], ys: [7, 7] },
  ]);
  expect(ys[0]).toEqual([1, null, null, null, 2]);
});

test("a stretch lasts from expiring to the next report, or until now", () => {
  expect(expiredStretches([run(0, 5, "1", { expiredAt: 15 }), run(40, 45, "2", { expiredAt: 55 })], 99)).toEqual([
    [15, 40],
    [55, 99],
  ]);
});

describe("The range of a plot", () => {
  test("follows time, and shows all there is or at least half a minute", () => {
    expect(liveRange("1m", 0, 100_000)).toEqual({ from: 40_000, until: 100_000 });
    expect(liveRange("all", 10_000, 100_000)).toEqual({ from: 10_000, until: 100_000 });
    expect(liveRange("all", undefined, 100_000)).toEqual({ from: 70_000, until: 100_000 });
  });

  test("zooms around its middle, down to a second, and moves by a share of itself", () => {
    expect(zoomed({ from: 0, until: 100_000 }, 0.5)).toEqual({ from: 25_000, until: 75_000 });
    expect(zoomed({ from: 0, until: 1_000 }, 0.5)).toEqual({ from: 0, until: 1_000 });
    expect(panned({ from: 0, until: 100 }, 0.2)).toEqual({ from: 20, until: 120 });
  });
});

test("times on the axis are round, and no more than there is room for", () => {
  const at = Date.UTC(2026, 10, 20, 12, 0, 7);
  const seconds = timeSplits(at, at + 300_000, 4).map((split) => (split - at) / 1_000);
  expect(seconds).toEqual([113, 233]);
  expect(timeSplits(at, at + 60_000, 4).map((split) => new Date(split).getUTCSeconds())).toEqual([15, 30, 45, 0]);
});

describe("The line of the last minutes", () => {
  test("fills its box from the least to the most, and breaks where nothing is known", () => {
    const drawn = recentPath({ xs: [0, 50, 60, 100], ys: [1, 3, null, 2] }, 0, 100);
    expect(drawn).toEqual({ d: "M0 37h0L50 3M100 20h0", least: 1, most: 3 });
  });

  test("is nothing without points", () => {
    expect(recentPath({ xs: [0], ys: [1] }, 10, 20)).toBeUndefined();
    expect(recentPath({ xs: [15], ys: [null] }, 10, 20)).toBeUndefined();
  });
});
