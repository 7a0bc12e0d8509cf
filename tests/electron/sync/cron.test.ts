import { describe, expect, test } from "vitest";
import { cronWarnings } from "#electron/sync/cron-warnings.ts";
import { nextCronTime } from "#electron/sync/cron.ts";

const BERLIN = "Europe/Berlin";

describe("A cron expression", () => {
  test.each([
    ["*/10 * * * *", "UTC", "2026-01-01T00:01:00Z", ["2026-01-01T00:10:00Z", "2026-01-01T00:20:00Z"]],
    ["@hourly", "UTC", "2026-01-01T00:01:00Z", ["2026-01-01T01:00:00Z"]],
    ["0 6 * * MON-FRI", BERLIN, "2026-01-02T12:00:00Z", ["2026-01-05T05:00:00Z", "2026-01-06T05:00:00Z"]],
    ["0 0 29 2 *", "UTC", "2026-01-01T00:00:00Z", ["2028-02-29T00:00:00Z"]],
    ["15 10 1 * *", "America/New_York", "2026-05-15T00:00:00Z", ["2026-06-01T14:15:00Z"]],
  ])("%s in %s comes next after %s at %j", (expression, zone, after, expected) => {
    expect(runs(expression, zone, after, expected.length)).toEqual(expected);
  });
});

describe("Where the clock is set", () => {
  test("a daily time that is skipped runs once that day, as soon as the clock has jumped", () => {
    expect(runs("30 2 * * *", BERLIN, "2026-03-28T12:00:00Z", 2)).toEqual([
      "2026-03-29T01:00:00Z",
      "2026-03-30T00:30:00Z",
    ]);
  });

  test("one of several daily times that is skipped runs too", () => {
    expect(runs("30 2,4 * * *", BERLIN, "2026-03-28T12:00:00Z", 3)).toEqual([
      "2026-03-29T01:00:00Z",
      "2026-03-29T02:30:00Z",
      "2026-03-30T00:30:00Z",
    ]);
  });

  test.each([
    ["30 1 * * *", "America/New_York", "2026-10-31T12:00:00Z", ["2026-11-01T05:30:00Z", "2026-11-02T06:30:00Z"]],
    ["30 2 * * *", BERLIN, "2026-10-24T12:00:00Z", ["2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"]],
    [
      "0,30 2 * * *",
      BERLIN,
      "2026-10-24T12:00:00Z",
      ["2026-10-25T00:00:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:00:00Z"],
    ],
  ])("the daily time %s in %s that is doubled runs once", (expression, zone, after, expected) => {
    expect(runs(expression, zone, after, expected.length)).toEqual(expected);
  });

  test("every quarter of an hour goes on at quarters of an hour", () => {
    expect(runs("*/15 * * * *", BERLIN, "2026-10-25T00:40:00Z", 4)).toEqual([
      "2026-10-25T00:45:00Z",
      "2026-10-25T01:00:00Z",
      "2026-10-25T01:15:00Z",
      "2026-10-25T01:30:00Z",
    ]);
  });
});

describe("Refused, naming the field and the cure, is", () => {
  test.each([
    ["61 * * * *", 'the minute "61" is not valid: it is 0 to 59'],
    ["* 25 * * *", 'the hour "25" is not valid: it is 0 to 23'],
    ["* * 0 * *", 'the day of the month "0" is not valid: it is 1 to 31'],
    ["* * * 13 *", 'the month "13" is not valid: it is 1 to 12'],
    ["* * * * 8", 'the day of the week "8" is not valid: it is 0 to 7'],
    ["x * * * *", 'the minute "x" is not valid'],
    ["5-1 * * * *", 'the minute "5-1" is not valid'],
    ["*/0 * * * *", 'the minute "*/0" is not valid'],
    ["0 * * * * *", '"0 * * * * *" has 6 fields, and a schedule has five'],
    ["* * * *", '"* * * *" has 4 fields, and a schedule has five'],
    ["", '"" has 0 fields, and a schedule has five'],
    ["@reboot", '"@reboot" is not known; use @hourly'],
    ["0 0 30 2 *", '"0 0 30 2 *" never comes'],
    ["0 0 31 4,6,9,11 *", '"0 0 31 4,6,9,11 *" never comes'],
  ])("%s", (expression, message) => {
    expect(() => nextCronTime(expression, "UTC", 0)).toThrow(message);
  });

  test("a time zone there is not", () => {
    expect(() => nextCronTime("* * * * *", "Mars/Base", 0)).toThrow(
      '"Mars/Base" is not a time zone; write it like Europe/Berlin',
    );
  });
});

describe("Warned of is", () => {
  test.each([
    ["0 0 1 * MON", BERLIN, ["day-or-weekday"]],
    ["*/7 * * * *", BERLIN, ["uneven-step"]],
    ["0 */5 * * *", BERLIN, ["uneven-step"]],
    ["30 2 * * *", BERLIN, ["skipped-hour", "repeated-hour"]],
    ["30 2 * * *", "UTC", []],
    ["30 1 * * *", "America/New_York", ["repeated-hour"]],
    ["*/10 * * * *", BERLIN, []],
    ["@daily", BERLIN, []],
    ["0 6 * * MON-FRI", BERLIN, []],
  ])("%s in %s: %j", (expression, zone, expected) => {
    expect(cronWarnings(expression, zone, Date.parse("2026-01-01T00:00:00Z"))).toEqual(expected);
  });
});

function runs(expression: string, zone: string, after: string, count: number): string[] {
  const times: string[] = [];
  for (let at = Date.parse(after); times.length < count;) {
    at = nextCronTime(expression, zone, at);
    times.push(new Date(at).toISOString().replace(".000", ""));
  }
  return times;
}
