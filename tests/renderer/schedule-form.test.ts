import { expect, test } from "vitest";
import { formOfSchedule, scheduleOfForm, withScheduleKind } from "../../renderer/lib/schedule-form.ts";
import { scheduleProblems } from "../../renderer/lib/schedule-problems.ts";
import { localZone, scheduleWords } from "../../renderer/lib/schedule-words.ts";
import type { Schedule, Timing } from "#shared/model/schedule.ts";

const HOUR = 3_600_000;
const zone = localZone();
const withTiming = (timing: Timing): Schedule => ({ timing, hours: [], missed: "catch-up" });
const cron = (expression: string, inZone = zone): Timing => ({ kind: "cron", expression, zone: inZone });

test.each<Timing>([
  { kind: "interval", every: 600_000 },
  { kind: "interval", every: 90_000 },
  { kind: "interval", every: 24 * HOUR },
  { kind: "manual" },
  cron("30 7 * * 1-5"),
  cron("0 6 * * 6,0"),
  cron("0 6 1 * *"),
  cron("30 7 * * *", "Pacific/Auckland"),
])("%j comes out of its form as it went in", (timing) => {
  const schedule: Schedule = { timing, hours: [{ from: "18:00", to: "06:00", days: [1] }], missed: "skip" };
  expect(scheduleOfForm(formOfSchedule(schedule))).toEqual(schedule);
});

test("a time of day on this machine's clock is simple, another zone's is not", () => {
  expect(formOfSchedule(withTiming(cron("30 7 * * 1-5")))).toMatchObject({
    kind: "simple",
    simple: { how: "daily", at: "07:30", days: [1, 2, 3, 4, 5] },
  });
  expect(formOfSchedule(withTiming(cron("30 7 * * 1-5", "Pacific/Auckland"))).kind).toBe("cron");
});

test("said in another way, a schedule stays the same as far as that way can say it", () => {
  const everyTen = formOfSchedule(withTiming({ kind: "interval", every: 600_000 }));
  const asCron = withScheduleKind(everyTen, "cron");
  expect(asCron.expression).toBe("*/10 * * * *");
  const quarter = withScheduleKind({ ...asCron, expression: "*/15 * * * *" }, "simple");
  expect(scheduleOfForm(quarter).timing).toEqual({ kind: "interval", every: 900_000 });
  const odd = withScheduleKind({ ...asCron, expression: "3 4 5 6 *" }, "simple");
  expect(scheduleOfForm(odd).timing).toEqual({ kind: "interval", every: 600_000 });
  expect(withScheduleKind(odd, "cron").kind).toBe("cron");
});

test("what is wrong is told at its field, and only there", () => {
  const form = formOfSchedule(withTiming({ kind: "interval", every: 600_000 }));
  expect(scheduleProblems(form)).toEqual({});
  const often = { ...form, simple: { ...form.simple, count: "5", unit: "seconds" as const } };
  expect(Object.keys(scheduleProblems(often))).toEqual(["count"]);
  expect(Object.keys(scheduleProblems({ ...form, simple: { ...form.simple, count: "ten" } }))).toEqual(["count"]);
  const wrongCron = { ...form, kind: "cron" as const, expression: "61 * * * *", zone: "Berlin" };
  expect(Object.keys(scheduleProblems(wrongCron))).toEqual(["expression", "zone"]);
  expect(scheduleProblems(wrongCron).expression).toBe("The minute “61” is not valid: it is 0 to 59.");
  const sameHours = { ...form, hours: [{ from: "08:00", to: "08:00", days: [] }] };
  expect(Object.keys(scheduleProblems(sameHours))).toEqual(["hours"]);
});

test.each<[Timing, string]>([
  [{ kind: "interval", every: 600_000 }, "Every 10 minutes"],
  [{ kind: "interval", every: HOUR }, "Every hour"],
  [{ kind: "interval", every: 90_000 }, "Every 90 seconds"],
  [{ kind: "manual" }, "Manual only"],
  [cron("30 7 * * 1-5"), "At 07:30, Monday through Friday"],
  [cron("@hourly"), "Every hour"],
  [cron("30 7 * * *", "Pacific/Auckland"), "At 07:30 (Pacific/Auckland)"],
])("%j reads as %j", (timing, words) => {
  expect(scheduleWords(withTiming(timing))).toBe(words);
});
