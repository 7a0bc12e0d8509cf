import { expect, test } from "vitest";
import type { Activity } from "#shared/model/activity.ts";
import { jsonText } from "#shared/json.ts";
import { happeningOf, inDays, matching, newerThan, whoAndWhat } from "../../renderer/lib/timeline.ts";
import { idOf, named } from "../support/builders.ts";

const at = (day: number, hour: number) => new Date(2026, 10, day, hour).getTime();

function aChange(given: Partial<Activity & { kind: "change-request" }> = {}): Activity {
  return {
    kind: "change-request",
    at: at(20, 12),
    by: "anna",
    changeRequest: idOf(1),
    register: named("pump.speed"),
    requester: "192.168.1.30",
    after: jsonText(1),
    to: "approved",
    ...given,
  };
}

const started: Activity = { kind: "host-started", at: at(19, 8), by: "", version: "1.0.0" };

test("entries are cut by who, by what and by part of a name, all together", () => {
  const denied = aChange({ to: "denied", by: "ben" });
  const entries = [aChange(), denied, started];
  expect(matching(entries, { who: "ben" })).toEqual([denied]);
  expect(matching(entries, { what: "host-started" })).toEqual([started]);
  expect(matching(entries, { register: " PUMP " })).toEqual([aChange(), denied]);
  expect(matching(entries, { who: "anna", what: "denied" })).toEqual([]);
  expect(matching(entries, {})).toEqual(entries);
});

test("each day has its entries, in the order they came in", () => {
  const late = aChange({ at: at(20, 23) });
  const early = aChange({ at: at(20, 1) });
  expect(inDays([late, early, started])).toEqual([
    { at: at(20, 0), entries: [late, early] },
    { at: at(19, 0), entries: [started] },
  ]);
});

test("pending after an approval means that it was taken back", () => {
  expect(happeningOf(aChange({ to: "pending" }))).toBe("pending");
  expect(happeningOf(aChange({ from: "approved", to: "pending" }))).toBe("undone");
});

test("what can be chosen from is what happened", () => {
  expect(whoAndWhat([aChange(), aChange({ by: "ben" }), started])).toEqual({
    who: ["", "anna", "ben"],
    what: ["approved", "host-started"],
  });
});

test("what is new is what came after the entry known last, even when all were told anew", () => {
  const denied = aChange({ to: "denied", at: at(20, 13) });
  const known = aChange();
  expect(newerThan([denied, known, started], known)).toEqual([denied]);
  expect(newerThan([denied, { ...known }, started], known)).toEqual([denied]);
  expect(newerThan([known, started], known)).toEqual([]);
  expect(newerThan([denied], known)).toEqual([denied]);
  expect(newerThan([denied, started], undefined)).toEqual([denied, started]);
});
