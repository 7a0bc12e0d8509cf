import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { historyHead, historyLine, type HistoryFormat } from "#shared/history-text.ts";
import { jsonText, parseJson, type Json } from "#shared/json.ts";
import type { RegisterName } from "#shared/model/register.ts";

const CSV: HistoryFormat = { format: "csv", grain: "changes", hasBom: false, offset: 0 };

function aLine(register: string, value: Json | undefined): string {
  const told = value === undefined ? ({ gap: "expired" } as const) : { value: jsonText(value) };
  return historyLine({ register: register as RegisterName, at: 0, ...told }, CSV);
}

/** As docs/history.md says: an apostrophe in front is taken off; of the rest what is JSON is it, and anything else a text. */
function readBack(text: string): { readonly register: string; readonly value: Json | undefined } {
  const bytes = Buffer.from(historyHead(CSV) + text).toString();
  const [row] = parse<{ register: string; value: string; gap: string }>(bytes, { columns: true });
  if (row === undefined) throw new Error("there is a line");
  const { register, value, gap } = row;
  return { register: textIn(register), value: gap === "" ? valueIn(value) : undefined };
}

function textIn(field: string): string {
  if (field.startsWith("'")) return field.slice(1);
  return field.startsWith('"') ? (JSON.parse(field) as string) : field;
}

function valueIn(field: string): Json {
  if (field.startsWith("'")) return field.slice(1);
  try {
    return parseJson(field);
  } catch {
    return field;
  }
}

test.each<[Json, string]>([
  [null, "null"],
  ["null", '"""null"""'],
  [true, "true"],
  ["true", '"""true"""'],
  [-5, "-5"],
  ["-5", '"""-5"""'],
  ["eco", "eco"],
  ["", ""],
  ["=1+1", "'=1+1"],
  ["'=1+1", `"""'=1+1"""`],
  [{ a: [1] }, '"{""a"":[1]}"'],
])("the value %j stands in CSV so that it can be told from every other", (value, field) => {
  expect(aLine("a", value)).toBe(`1970-01-01T00:00:00.000+00:00,a,${field},\r\n`);
});

test("whatever a register was can be read back out of CSV, and so can its name", () => {
  const written = fc.string({ unit: "binary", maxLength: 8 });
  const texts = fc.oneof(written, fc.string(), fc.json({ maxDepth: 1 }), fc.constantFrom("null", "'", '"', " 1 "));
  const values = fc.option(fc.oneof(texts, fc.jsonValue({ maxDepth: 1 }) as fc.Arbitrary<Json>), { nil: undefined });
  const half = fc.constantFrom("\ud800", "a\udc00");
  fc.assert(
    fc.property(fc.oneof(texts, half), fc.oneof(values, half), (register, value) => {
      const line = aLine(register, value);
      expect(readBack(line)).toEqual({ register, value: value === undefined ? undefined : parseJson(jsonText(value)) });
    }),
  );
});
