import { describe, expect, test } from "vitest";
import { daysOf, endOfToday, FOREVER, timesOf, untilOf } from "#electron/commands/rule-times.ts";

/** Ten past noon on an ordinary Monday, on the clock of this machine. */
const NOW = new Date(2026, 5, 1, 12, 10).getTime();

describe("Days", () => {
  test.each([
    ["mon-fri", [1, 2, 3, 4, 5]],
    ["sat,sun", [6, 7]],
    ["fri-mon", [1, 5, 6, 7]],
    ["Wed", [3]],
    ["mon-tue,tue-wed", [1, 2, 3]],
  ])("%s are %j", (text, days) => {
    expect(daysOf(text)).toEqual(days);
  });

  test.each(["", "monday", "mon-", "mon-tue-wed", "1-5"])("%j are none", (text) => {
    expect(() => daysOf(text)).toThrow("mon-fri or sat,sun");
  });
});

describe("Hours", () => {
  test.each([
    ["07:00-18:00", { from: "07:00", to: "18:00" }],
    ["7:00-18:00", { from: "07:00", to: "18:00" }],
    ["22:00-6:00", { from: "22:00", to: "06:00" }],
  ])("%s are %j", (text, hours) => {
    expect(timesOf(text)).toEqual(hours);
  });

  test.each(["7-18", "07:00", "07:00-24:00", "07:60-08:00", ""])("%j are none", (text) => {
    expect(() => timesOf(text)).toThrow("07:00-18:00");
  });
});

describe("An end", () => {
  test.each([
    ["today", new Date(2026, 5, 2)],
    ["18:00", new Date(2026, 5, 1, 18)],
    ["12:10", new Date(2026, 5, 2, 12, 10)],
    ["9:00", new Date(2026, 5, 2, 9)],
    ["2026-12-24", new Date(2026, 11, 24, 23, 59, 59, 999)],
    ["2026-12-24T18:00", new Date(2026, 11, 24, 18)],
    ["2026-12-24T18:00:00Z", new Date(Date.UTC(2026, 11, 24, 18))],
  ])("%s is %s", (text, end) => {
    expect(untilOf(text, NOW)).toBe(end.getTime());
  });

  test("can be never", () => {
    expect(untilOf("forever", NOW)).toBe(FOREVER);
  });

  test.each(["", "tomorrow", "24:10", "25", "12/24/2026", "2026-13-01"])("%j is none", (text) => {
    expect(() => untilOf(text, NOW)).toThrow(/An end is today|A time of day is from/);
  });

  test("of today is midnight, whatever the time", () => {
    expect([endOfToday(new Date(2026, 5, 1).getTime()), endOfToday(new Date(2026, 5, 1, 23, 59).getTime())]).toEqual([
      new Date(2026, 5, 2).getTime(),
      new Date(2026, 5, 2).getTime(),
    ]);
  });
});
