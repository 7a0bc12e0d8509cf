import { expect, test } from "vitest";
import { isChimeDue, isQuiet } from "../../../renderer/lib/alarms/chime.ts";
import { anAlarm } from "../../support/alarms.ts";
import { NOON } from "../../support/fake-clock.ts";

const first = anAlarm({ id: "1" });
const told = { ids: new Set([first.id]), at: NOON };

test("an alarm chimes at once, and every minute until nothing rings any more", () => {
  expect(isChimeDue([first], NOON, undefined)).toBe(true);
  expect(isChimeDue([first], NOON + 59_000, told)).toBe(false);
  expect(isChimeDue([first], NOON + 60_000, told)).toBe(true);
  expect(isChimeDue([], NOON + 60_000, told)).toBe(false);
});

test("another alarm does not wait for the minute", () => {
  expect(isChimeDue([first, anAlarm({ id: "2" })], NOON + 1_000, told)).toBe(true);
});

test("in quiet hours nobody wants to be disturbed", () => {
  const at = (hours: number) => new Date(2026, 10, 21, hours).getTime();
  const night = { from: "22:00", to: "06:00" };
  expect([isQuiet(night, at(23)), isQuiet(night, at(5)), isQuiet(night, at(12))]).toEqual([true, true, false]);
  expect([isQuiet(null, at(23)), isQuiet({ from: "22:00", to: "22:00" }, at(23))]).toEqual([false, false]);
});
