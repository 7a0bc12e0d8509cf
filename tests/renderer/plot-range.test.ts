import { describe, expect, test } from "vitest";
import {
  fieldOf,
  grainOf,
  heldBack,
  liveRange,
  panned,
  readAnewEvery,
  timeSplits,
  writtenRange,
  zoomed,
} from "../../renderer/lib/plot-range.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe("The range of a plot", () => {
  test("follows time", () => {
    expect(liveRange("5m", DAY)).toEqual({ from: DAY - 5 * MINUTE, until: DAY });
    expect(liveRange("7d", 8 * DAY)).toEqual({ from: DAY, until: 8 * DAY });
  });

  test("zooms around its middle, down to a second and up to more than is kept, and moves by a share of itself", () => {
    expect(zoomed({ from: 0, until: 100_000 }, 0.5)).toEqual({ from: 25_000, until: 75_000 });
    expect(zoomed({ from: 0, until: 1_000 }, 0.5)).toEqual({ from: 0, until: 1_000 });
    const { from, until } = zoomed({ from: 0, until: 300 * DAY }, 2);
    expect(until - from).toBe(400 * DAY);
    expect(panned({ from: 0, until: 100 }, 0.2)).toEqual({ from: 20, until: 120 });
  });

  test("keeps its length where it would reach beyond now", () => {
    expect(heldBack({ from: 50, until: 150 }, 100)).toEqual({ from: 0, until: 100 });
    expect(heldBack({ from: 20, until: 80 }, 100)).toEqual({ from: 20, until: 80 });
  });

  test("is written into two fields and read out of them again", () => {
    const at = new Date(2026, 10, 21, 7, 5).getTime();
    expect(fieldOf(at)).toBe("2026-11-21T07:05");
    expect(writtenRange(fieldOf(at), fieldOf(at + HOUR))).toEqual({ from: at, until: at + HOUR });
    expect(writtenRange(fieldOf(at), fieldOf(at))).toBeUndefined();
    expect(writtenRange("", fieldOf(at))).toBeUndefined();
  });

  test("is read anew the less often the longer it is", () => {
    expect(readAnewEvery({ from: 0, until: 5 * MINUTE })).toBe(15_000);
    expect(readAnewEvery({ from: 0, until: 7 * DAY })).toBe(2 * MINUTE);
  });
});

describe("Times on the axis", () => {
  test("are round, and no more than there is room for", () => {
    const at = Date.UTC(2026, 10, 20, 12, 0, 7);
    const seconds = timeSplits(at, at + 300_000, 4).map((split) => (split - at) / 1_000);
    expect(seconds).toEqual([113, 233]);
    expect(timeSplits(at, at + 60_000, 4).map((split) => new Date(split).getUTCSeconds())).toEqual([15, 30, 45, 0]);
  });

  test("are midnights where days are shown, also after the clocks were changed", () => {
    const from = new Date(2026, 9, 23, 15).getTime();
    const splits = timeSplits(from, from + 7 * DAY, 7);
    expect(splits).toHaveLength(7);
    expect(splits.map((at) => [new Date(at).getHours(), new Date(at).getMinutes()])).toEqual(
      Array.from({ length: 7 }, () => [0, 0]),
    );
  });

  test("are told as exactly as the stretch is short", () => {
    const noon = new Date(2026, 10, 20, 12).getTime();
    const midnight = new Date(2026, 10, 20).getTime();
    expect(grainOf(noon, { from: noon, until: noon + 5 * MINUTE })).toBe("second");
    expect(grainOf(noon, { from: noon, until: noon + HOUR })).toBe("minute");
    expect(grainOf(midnight, { from: midnight, until: midnight + HOUR })).toBe("minute");
    expect(grainOf(midnight, { from: midnight - DAY, until: midnight + DAY })).toBe("date");
  });
});
