import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isWithin } from "#shared/hours.ts";
import { Hours } from "#shared/model/hours.ts";

/** A zone whose clock is set forward at 2:00 on 29 March 2026 and back at 3:00 on 25 October 2026. */
const ZONE = "Europe/Berlin";

let zone: string | undefined;
beforeAll(() => {
  zone = process.env["TZ"];
  process.env["TZ"] = ZONE;
});
afterAll(() => {
  if (zone === undefined) delete process.env["TZ"];
  else process.env["TZ"] = zone;
});

/** Whether hours such as `22:00-06:00` on ISO days include a moment. */
function includes(hours: string, days: readonly number[], moment: string): boolean {
  const [from, to] = hours.split("-");
  return isWithin(Hours.parse({ from, to, days }), Date.parse(moment));
}

describe("Hours within a day", () => {
  test.each([
    ["2026-06-01T06:59:59+02:00", false],
    ["2026-06-01T07:00:00+02:00", true],
    ["2026-06-01T17:59:59+02:00", true],
    ["2026-06-01T18:00:00+02:00", false],
  ])("begin with their first minute and end before their last: %s is %s", (moment, expected) => {
    expect(includes("07:00-18:00", [], moment)).toBe(expected);
  });

  test("count on their days only", () => {
    const weekdays = [1, 2, 3, 4, 5];
    const noons = ["05", "06", "07", "08"].map((day) =>
      includes("07:00-18:00", weekdays, `2026-06-${day}T12:00:00+02:00`),
    );
    expect(noons).toEqual([true, false, false, true]);
  });
});

describe("Hours over midnight", () => {
  test.each([
    ["on Friday evening", "2026-06-05T22:00:00+02:00", true],
    ["on Saturday morning, because they began on Friday", "2026-06-06T05:59:00+02:00", true],
    ["not at the end of that morning", "2026-06-06T06:00:00+02:00", false],
    ["not on Saturday evening", "2026-06-06T23:00:00+02:00", false],
    ["not on Friday morning, which is Thursday's night", "2026-06-05T05:00:00+02:00", false],
  ])("belong to the day on which they begin: %s", (_when, moment, expected) => {
    expect(includes("22:00-06:00", [5], moment)).toBe(expected);
  });

  test("of Sunday reach into Monday", () => {
    expect(includes("22:00-06:00", [7], "2026-06-08T01:00:00+02:00")).toBe(true);
  });

  test("can end at midnight", () => {
    const evening = ["22:00", "23:59"].map((time) => includes("20:00-00:00", [1], `2026-06-01T${time}:00+02:00`));
    expect([...evening, includes("20:00-00:00", [1], "2026-06-02T00:00:00+02:00")]).toEqual([true, true, false]);
  });
});

describe("When the clock is changed", () => {
  test("an hour that is skipped takes nothing from the hours around it", () => {
    const before = includes("01:00-03:30", [7], "2026-03-29T01:59:59+01:00");
    const after = includes("01:00-03:30", [7], "2026-03-29T03:00:00+02:00");
    expect([before, after, includes("01:00-03:30", [7], "2026-03-29T03:30:00+02:00")]).toEqual([true, true, false]);
  });

  test("an hour that comes twice counts twice", () => {
    const moments = ["2026-10-25T02:15:00+02:00", "2026-10-25T02:15:00+01:00", "2026-10-25T03:00:00+01:00"];
    expect(moments.map((moment) => includes("02:00-03:00", [7], moment))).toEqual([true, true, false]);
  });

  test("a night of 23 or 25 hours still belongs to the evening on which it began", () => {
    const [spring, autumn] = ["2026-03-29T05:30:00+02:00", "2026-10-25T05:30:00+01:00"];
    expect([includes("22:00-06:00", [6], spring), includes("22:00-06:00", [6], autumn)]).toEqual([true, true]);
  });
});
