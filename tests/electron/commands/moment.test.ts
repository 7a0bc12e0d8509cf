import { expect, onTestFinished, test, vi } from "vitest";
import { momentOf } from "#electron/commands/moment.ts";
import { timeToCome } from "#electron/commands/sync-times.ts";
import { NOON } from "#tests/support/fake-clock.ts";

test.each([
  ["2026-11-20", new Date(2026, 10, 20)],
  ["2026-11-20T14:00", new Date(2026, 10, 20, 14)],
  ["2026-11-20 14:00:30", new Date(2026, 10, 20, 14, 0, 30)],
  ["2026-11-20T14:00:30.250Z", new Date(Date.UTC(2026, 10, 20, 14, 0, 30, 250))],
  ["2026-11-20T14:00+05:30", new Date(Date.UTC(2026, 10, 20, 8, 30))],
])("%s is a moment, on the clock of this machine unless it says another", (text, moment) => {
  expect(momentOf(text)).toBe(moment.getTime());
});

test("a duration is as long ago", () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOON });
  onTestFinished(() => void vi.useRealTimers());
  expect(momentOf("90m")).toBe(NOON - 5_400_000);
});

test.each(["2026-02-30", "2026-02-30T10:00", "2026-13-01", "2026-11-20T25:00", "2026", "yesterday", "", "2026-11-20T"])(
  "%j is no moment, and says how one is written",
  (text) => {
    expect(() => momentOf(text)).toThrow("A moment is written like 2026-11-20T14:00");
    expect(() => timeToCome(text)).toThrow("A time is written like 2026-11-20T14:00");
  },
);

test("a time to come is a day and a time, not a day alone", () => {
  expect(timeToCome("2126-11-20T14:00")).toBe(new Date(2126, 10, 20, 14).getTime());
  expect(() => timeToCome("2126-11-20")).toThrow("A time is written like");
});
