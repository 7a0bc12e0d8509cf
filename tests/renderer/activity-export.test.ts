import { expect, test } from "vitest";
import { jsonText } from "#shared/json.ts";
import type { Activity } from "#shared/model/activity.ts";
import { activityPieces, type ActivityExport } from "../../renderer/lib/activity-export.ts";
import { isoWithOffset } from "../../renderer/lib/export/iso-time.ts";
import { idOf, named } from "../support/builders.ts";

const at = Date.UTC(2026, 10, 20, 13, 2, 11, 500);
const iso = isoWithOffset(at);
const denied: Activity = {
  kind: "change-request",
  at,
  by: "anna",
  changeRequest: idOf(17),
  register: named("pump.speed"),
  requester: "192.168.1.30",
  after: jsonText(1),
  to: "denied",
  note: 'too "fast", I think',
};
const started: Activity = { kind: "host-started", at, by: "", version: "1.0.0" };
const options: ActivityExport = {
  format: "csv",
  hasBom: false,
  valueFor: ({ kind }) => (kind === "change-request" ? "12345678901234567890" : undefined),
};

const exported = (entries: readonly Activity[], given: Partial<ActivityExport> = {}) =>
  [...activityPieces(entries, { ...options, ...given })].join("");

test("CSV has a line for each entry, quoted where it must be", () => {
  expect(exported([denied, started])).toBe(
    [
      "at,what,register,value,request,by,note,version\r\n",
      `${iso},denied,pump.speed,12345678901234567890,17,anna,"too ""fast"", I think",\r\n`,
      `${iso},host-started,,,,,,1.0.0\r\n`,
    ].join(""),
  );
});

test("no text of a device commands a spreadsheet, and a negative number stays one", () => {
  expect(exported([denied], { valueFor: () => '"=1+1"' })).toContain(",'=1+1,");
  expect(exported([denied], { valueFor: () => "-5" })).toContain(",-5,");
});

test("JSON Lines and JSON keep every digit", () => {
  const line = exported([denied], { format: "jsonl" });
  expect(line).toMatch(/^\{"at":"[^"]+","kind":"change-request","what":"denied",.*"value":12345678901234567890\}\n$/);
  expect(JSON.parse(exported([denied, started], { format: "json" }))).toEqual([
    expect.objectContaining({ what: "denied", by: "anna", changeRequest: "17", register: "pump.speed" }),
    { at: iso, kind: "host-started", what: "host-started", by: "", version: "1.0.0" },
  ]);
});

test("many entries come in pieces, and JSON stays whole; none make an empty list", () => {
  const many = Array.from({ length: 1_201 }, () => started);
  expect([...activityPieces(many, { ...options, format: "json" })]).toHaveLength(5);
  expect(JSON.parse(exported(many, { format: "json" }))).toHaveLength(1_201);
  expect(JSON.parse(exported([], { format: "json" }))).toEqual([]);
});

test("a mark for programs that guess comes on request", () => {
  expect(exported([], { hasBom: true })).toMatch(/^\ufeffat,/);
});
