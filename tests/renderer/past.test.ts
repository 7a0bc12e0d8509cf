import { expect, test } from "vitest";
import { JsonText } from "#shared/json.ts";
import type { Change } from "#shared/model/history.ts";
import { earlierValue, endOf, placeIn, stretchAround } from "../../renderer/lib/past.ts";

const HOUR = 3_600_000;
const change = (at: number, value?: string): Change =>
  value === undefined ? { at, gap: "expired" } : { at, value: JsonText.parse(value) };

test("the earlier value is the latest before that differs, whatever was told again or not at all in between", () => {
  const changes = [change(50, "3"), change(40, "2"), change(30), change(20, "2"), change(10, "1")];
  expect(earlierValue(changes, 50, JsonText.parse("3"))).toEqual({ at: 40, text: "2" });
  expect(earlierValue(changes, 40, JsonText.parse("2"))).toEqual({ at: 10, text: "1" });
  expect(earlierValue(changes, 30, undefined)).toEqual({ at: 20, text: "2" });
  expect(earlierValue(changes, 10, JsonText.parse("1"))).toBeUndefined();
});

test("a value ends with the next change, or sooner where nobody watched any more", () => {
  const asleep = [{ from: 30, to: 60, reason: "asleep" }] as const;
  expect(endOf(50, [])).toBe(50);
  expect(endOf(50, asleep)).toBe(30);
  expect(endOf(undefined, asleep)).toBe(30);
  expect(endOf(undefined, [])).toBeUndefined();
});

test("one chooses from the last hour or day, from all that is kept, or around a moment before that", () => {
  const now = 100 * HOUR;
  const kept = { oldest: 10 * HOUR, now };
  expect(stretchAround("hour", { ...kept, at: undefined })).toEqual({ from: 99 * HOUR, to: now });
  expect(stretchAround("hour", { ...kept, at: 99.5 * HOUR })).toEqual({ from: 99 * HOUR, to: now });
  expect(stretchAround("day", { ...kept, at: 40 * HOUR })).toEqual({ from: 28 * HOUR, to: 52 * HOUR });
  expect(stretchAround("day", { ...kept, at: 11 * HOUR })).toEqual({ from: 10 * HOUR, to: 34 * HOUR });
  expect(stretchAround("all", { ...kept, at: 40 * HOUR })).toEqual({ from: 10 * HOUR, to: now });
});

test("a past that is younger than what is chosen from begins where it begins, and never is a point", () => {
  expect(stretchAround("day", { at: undefined, oldest: 1_000, now: 61_000 })).toEqual({ from: 1_000, to: 61_000 });
  expect(stretchAround("all", { at: undefined, oldest: 5_000, now: 5_000 })).toEqual({ from: 4_000, to: 5_000 });
});

test("a moment's place on the slider is within it", () => {
  expect([0, 100, 150, 200, 300].map((at) => placeIn({ from: 100, to: 200 }, at))).toEqual([0, 0, 0.5, 1, 1]);
});
