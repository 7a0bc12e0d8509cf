import { expect, test } from "vitest";
import { requestPieces } from "../../renderer/lib/request-export.ts";
import { aChangeRequest } from "../support/builders.ts";

test("an export keeps every digit, and commands no spreadsheet", () => {
  const requests = [
    aChangeRequest({ value: "9007199254740993", note: '=cmd("x"), really', state: "denied" }),
    aChangeRequest({ id: "8", value: "-3", outcomeValue: '{"a":[1.50]}' }),
  ];
  const csv = [...requestPieces(requests, { format: "csv", hasBom: true })].join("");
  expect(csv.startsWith("\ufeffid,register,device,previous_value,value,state,")).toBe(true);
  expect(csv).toContain(`1,boiler.setpoint,,,9007199254740993,denied,`);
  expect(csv).toContain(`"'=cmd(""x""), really"`);
  expect(csv).toContain(`8,boiler.setpoint,,,-3,pending,"{""a"":[1.50]}",`);
  const lines = [...requestPieces(requests, { format: "jsonl", hasBom: false })].join("").trimEnd().split("\n");
  expect(lines[0]).toContain('"value":9007199254740993');
  expect(lines[1]).toContain('"outcomeValue":{"a":[1.50]}');
  const whole = [...requestPieces(requests, { format: "json", hasBom: false })].join("");
  expect(JSON.parse(whole)).toHaveLength(2);
});
