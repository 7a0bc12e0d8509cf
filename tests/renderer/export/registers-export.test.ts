import fc from "fast-check";
import { expect, test } from "vitest";
import { isoWithOffset, stampForFile } from "../../../renderer/lib/export/iso-time.ts";
import { csvText, exportPieces, jsonOf, type Format } from "../../../renderer/lib/export/registers-export.ts";
import { deviceNamedIn, type DeviceOf } from "../../../renderer/lib/register-devices.ts";
import { aRegister } from "../../support/builders.ts";

const exported = (
  registers: Parameters<typeof exportPieces>[0],
  format: Format,
  hasBom = false,
  deviceOf: DeviceOf = deviceNamedIn,
) => [...exportPieces(registers, { format, hasBom, now: 0, deviceOf })].map(({ text }) => text).join("");

const serial = aRegister({
  name: "meter.serial",
  value: "9007199254740993",
  metadata: '{"unit":"","big":9007199254740993}',
});

test("CSV has a head, a line for each register and lines that end as RFC 4180 wants", () => {
  const [head, line, end] = exported([serial], "csv").split("\r\n");
  expect(head).toMatch(/^name,value,unit,type,state,device,source,ttl_seconds,/);
  expect(line).toMatch(/^meter\.serial,9007199254740993,,number,fresh,,192\.168\.1\.20,10,\d{4}-/);
  expect(end).toBe("");
});

test("CSV calls a device what people do", () => {
  const named = { name: 'Roof, "boiler"', names: ["boiler-2"] };
  expect(exported([serial], "csv", false, () => named)).toContain(',fresh,"Roof, ""boiler""",192.168.1.20,');
});

test("the mark of UTF-8 comes first, if wanted", () => {
  expect(exported([], "csv", true).startsWith("\ufeffname")).toBe(true);
  expect(exported([], "csv").startsWith("name")).toBe(true);
});

test.each([
  ["=1+1", "'=1+1"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"],
  ["\tx", "'\tx"],
  ['say "hi", now', '"say ""hi"", now"'],
  ["two\nlines", '"two\nlines"'],
  ["plain °C", "plain °C"],
])("%j is written as %j", (text, expected) => {
  expect(csvText(text)).toBe(expected);
});

test("a negative number is no formula", () => {
  expect(exported([aRegister({ value: "-5.5" })], "csv")).toContain("boiler.temperature,-5.5,");
  expect(exported([aRegister({ value: '"-5.5"' })], "csv")).toContain("boiler.temperature,'-5.5,");
});

test("JSON and JSON Lines keep every digit", () => {
  expect(jsonOf(serial, 0)).toContain('"value":9007199254740993,"metadata":{"unit":"","big":9007199254740993}');
  expect(exported([serial], "jsonl")).toBe(`${jsonOf(serial, 0)}\n`);
});

test("any number of registers is one JSON document, in pieces that count on", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_200 }), (count) => {
      const registers = Array.from({ length: count }, (_, index) => aRegister({ name: `r${index}` }));
      const parsed = JSON.parse(exported(registers, "json")) as unknown[];
      expect(parsed).toHaveLength(count);
      const options = { format: "json", hasBom: false, now: 0, deviceOf: deviceNamedIn } as const;
      const pieces = [...exportPieces(registers, options)];
      expect(pieces.at(-1)?.done).toBe(count);
    }),
    { numRuns: 20 },
  );
});

test("a text comes back from CSV as it was, but for the apostrophe", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const field = csvText(text);
      const read = field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field;
      expect(read.replace(/^'(?=[=+\-@\t\r])/, "")).toBe(text);
    }),
  );
});

test("times are told on the wall's clock with its offset", () => {
  expect(isoWithOffset(0, 60)).toBe("1970-01-01T01:00:00.000+01:00");
  expect(isoWithOffset(0, -210)).toBe("1969-12-31T20:30:00.000-03:30");
  expect(stampForFile(0, 0)).toBe("1970-01-01-000000");
});
