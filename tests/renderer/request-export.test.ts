import { expect, test } from "vitest";
import type { ChangeRequest } from "#shared/model/change-request.ts";
import { requestPieces, type RequestExport } from "../../renderer/lib/request-export.ts";
import { aChangeRequest } from "../support/builders.ts";

/** In pages of one, and an empty one at the end. */
async function exported(requests: readonly ChangeRequest[], options: RequestExport): Promise<string> {
  const pages = async function* () {
    for (const request of [...requests.map((one) => [one]), []]) yield await Promise.resolve(request);
  };
  let told = "";
  let out = 0;
  for await (const { text, done } of requestPieces(pages(), options)) {
    told += text;
    out = done;
  }
  expect(out).toBe(requests.length);
  return told;
}

test("an export keeps every digit, and commands no spreadsheet", async () => {
  const requests = [
    aChangeRequest({ value: "9007199254740993", note: '=cmd("x"), really', state: "denied" }),
    aChangeRequest({ id: "8", value: "-3", outcomeValue: '{"a":[1.50]}' }),
  ];
  const csv = await exported(requests, { format: "csv", hasBom: true });
  expect(csv.startsWith("\ufeffid,register,device,previous_value,value,state,")).toBe(true);
  expect(csv).toContain(`1,boiler.setpoint,,,9007199254740993,denied,`);
  expect(csv).toContain(`"'=cmd(""x""), really"`);
  expect(csv).toContain(`8,boiler.setpoint,,,-3,pending,"{""a"":[1.50]}",`);
  const lines = (await exported(requests, { format: "jsonl", hasBom: false })).trimEnd().split("\n");
  expect(lines[0]).toContain('"value":9007199254740993');
  expect(lines[1]).toContain('"outcomeValue":{"a":[1.50]}');
  const whole = await exported(requests, { format: "json", hasBom: false });
  expect(JSON.parse(whole)).toHaveLength(2);
  expect(JSON.parse(await exported([], { format: "json", hasBom: false }))).toEqual([]);
});
