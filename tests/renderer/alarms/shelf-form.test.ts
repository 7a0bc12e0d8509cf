import { expect, test } from "vitest";
import { problemsOfShelf, shelvedUntil } from "../../../renderer/lib/alarms/shelf-form.ts";
import { NOON } from "../../support/fake-clock.ts";

test("an alarm is put aside for a while, or until a time on this machine's calendar", () => {
  expect(shelvedUntil({ span: "15m", at: "", reason: "" }, NOON)).toBe(NOON + 900_000);
  const at = shelvedUntil({ span: "time", at: "2026-11-21T18:00", reason: "" }, NOON);
  expect(at).toBe(new Date(2026, 10, 21, 18).getTime());
});

test("without a reason, or until a time that is past or none, it is not put aside", () => {
  const fieldsOf = (form: Parameters<typeof problemsOfShelf>[0]) => Object.keys(problemsOfShelf(form, NOON));
  expect(fieldsOf({ span: "1h", at: "", reason: " " })).toEqual(["reason"]);
  expect(fieldsOf({ span: "time", at: "", reason: "tested" })).toEqual(["at"]);
  expect(fieldsOf({ span: "time", at: "2020-01-01T00:00", reason: "tested" })).toEqual(["at"]);
  expect(fieldsOf({ span: "5m", at: "", reason: "tested" })).toEqual([]);
});
