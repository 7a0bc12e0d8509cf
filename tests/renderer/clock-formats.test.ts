import { expect, test } from "vitest";
import { clockFormats, isoClockFormats } from "../../renderer/lib/clock-formats.ts";

const NOON = new Date(2026, 10, 20, 12, 0, 5).getTime();
const [MINUTE, DAY] = [60_000, 86_400_000];

test("a moment of another day comes with its date", () => {
  const clock = clockFormats("en-GB");
  expect(clock.moment(NOON, NOON + MINUTE)).toBe("12:00:05");
  expect(clock.moment(NOON, NOON + DAY)).toBe("20 Nov, 12:00:05");
});

test("a moment of this week comes with its weekday, one beyond with its date", () => {
  const clock = clockFormats("en-GB");
  expect(clock.near(NOON, NOON + MINUTE)).toBe("12:00");
  expect(clock.near(NOON, NOON - 2 * DAY)).toBe("Fri 12:00");
  expect(clock.near(NOON, NOON - 7 * DAY)).toBe("20 Nov, 12:00");
});

test("whoever compares with logs reads dates as logs have them, in any language", () => {
  for (const locale of ["en-GB", "de"]) {
    const clock = isoClockFormats(locale);
    expect(clock.moment(NOON, NOON + MINUTE)).toBe("12:00:05");
    expect(clock.moment(NOON, NOON + DAY)).toBe("2026-11-20 12:00:05");
    expect(clock.minute(NOON, NOON + DAY)).toBe("2026-11-20 12:00");
    expect(clock.near(NOON, NOON + DAY)).toBe("2026-11-20 12:00");
    expect(clock.full(NOON)).toMatch(/^2026-11-20 12:00:05 [+-]\d\d:\d\d$/);
    expect(clock.timeWithZone(NOON)).toMatch(/^12:00:05 [+-]\d\d:\d\d$/);
    expect(clock.day(NOON)).toBe("11-20");
  }
  expect(isoClockFormats("de").longDay(NOON)).toBe("Freitag, 2026-11-20");
  expect(isoClockFormats("en-GB").weekday(NOON)).toBe("Fri 11-20");
});

test.each([
  ["Europe/Berlin", "2026-07-01 14:00 +02:00"],
  ["America/New_York", "2026-07-01 08:00 -04:00"],
  ["Asia/Kolkata", "2026-07-01 17:30 +05:30"],
  ["UTC", "2026-07-01 12:00 +00:00"],
])("a time in %s comes with the offset of then", (zone, written) => {
  expect(isoClockFormats("en-GB").zoned(Date.UTC(2026, 6, 1, 12), zone)).toBe(written);
});
