import { describe, expect, test } from "vitest";
import type { JsonText } from "#shared/json.ts";
import { align, lineOf } from "../../renderer/lib/plot-data.ts";
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
