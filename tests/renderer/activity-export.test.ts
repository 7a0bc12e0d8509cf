import { expect, test } from "vitest";
import { jsonText, JsonText } from "#shared/json.ts";
import type { Activity, AuditLine } from "#shared/model/activity.ts";
import { frameOf, pageText, type ActivityExport } from "../../renderer/lib/activity-export.ts";
import { isoWithOffset } from "../../renderer/lib/export/iso-time.ts";
import { aMove, aStart } from "../support/activity.ts";
import { NOON } from "../support/fake-clock.ts";

const HASH = "0a".repeat(32);
const HEAD =
  "id,at,by,kind,subject,from,to,before,after,outcome,outcomeValue,changeRequest,requester,device,rule,note,hash\r\n";
const iso = isoWithOffset(NOON);
const asLine = (activity: Activity, id = 1): AuditLine => ({ ...activity, id, hash: HASH });
const denied = asLine(
  aMove({
    ...{ by: "anna", from: "pending", to: "denied", note: 'too "fast", I think', device: "boiler" },
    ...{ before: JsonText.parse("12345678901234567890"), after: jsonText(-5), rule: { id: "1", name: "=Night" } },
  }),
  17,
);

/** Page by page, as it is written. */
function exported(pages: readonly (readonly AuditLine[])[], options: Partial<ActivityExport> = {}): string {
  const all = { format: "csv", hasBom: false, ...options } as const;
  const { head, between, foot } = frameOf(all);
  return `${head}${pages.map((lines) => pageText(lines, all.format)).join(between)}${foot}`;
}

test("CSV has a line for each, quoted where it must be, every digit kept", () => {
  expect(exported([[denied], [asLine(aStart(NOON))]])).toBe(
    [
      HEAD,
      `17,${iso},anna,change-request,boiler.setpoint,pending,denied,12345678901234567890,-5,,,1,192.168.1.30,boiler,`,
      `'=Night,"too ""fast"", I think",${HASH}\r\n`,
      `1,${iso},Regdesk,host-started,,,,,,,,,,,,,${HASH}\r\n`,
    ].join(""),
  );
});

test("no text of a device commands a spreadsheet, and a text stands without the quotes of JSON", () => {
  const line = asLine(aMove({ before: jsonText("=1+1"), after: jsonText("eco") }));
  expect(pageText([line], "csv")).toContain(",'=1+1,eco,");
});

test("JSON Lines have each line just as the audit has it", () => {
  const lines = [denied, asLine(aStart(NOON), 18)];
  const text = exported([lines, []], { format: "jsonl" });
  expect(
    text
      .split("\n")
      .slice(0, 2)
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual(lines);
  expect(text.endsWith("\n")).toBe(true);
});

test("JSON is one list, however many pages it came in; none make an empty one", () => {
  expect(JSON.parse(exported([[denied, denied], [denied]], { format: "json" }))).toEqual([denied, denied, denied]);
  expect(JSON.parse(exported([], { format: "json" }))).toEqual([]);
});

test("a mark for programs that guess comes on request, in CSV only", () => {
  expect(exported([], { hasBom: true })).toBe(`\ufeff${HEAD}`);
  expect(exported([[denied]], { format: "jsonl", hasBom: true })).toMatch(/^\{/);
});
