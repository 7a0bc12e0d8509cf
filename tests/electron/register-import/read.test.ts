import { describe, expect, test } from "vitest";
import { readImport } from "#electron/register-import/read.ts";
import { jsonText } from "#shared/json.ts";
import { exportPieces } from "../../../renderer/lib/export/registers-export.ts";
import { aRegister } from "#tests/support/builders.ts";
import { NOON } from "#tests/support/fake-clock.ts";

const LONGEST_NAME = 1_024;

const REGISTERS = [
  aRegister({ name: "number", value: "21.5", metadata: '{"unit":"°C","device":"boiler"}' }),
  aRegister({ name: "large", value: "9007199254740993" }),
  aRegister({ name: "formula", value: '"=1+1"' }),
  aRegister({ name: "digits", value: '"007"' }),
  aRegister({ name: '=name, with "quotes"\nand a line', value: "true" }),
  aRegister({ name: "nothing", value: "null" }),
  aRegister({ name: "list", value: '[1,{"a":null}]' }),
];

describe("An import", () => {
  test.each(["csv", "jsonl", "json"] as const)("brings back every digit of Regdesk's own export as %s", (format) => {
    const text = [...exportPieces(REGISTERS, { format, hasBom: true, now: NOON, deviceOf: () => undefined })]
      .map((piece) => piece.text)
      .join("");
    const { registers, refused, ...read } = readImport(text, LONGEST_NAME);
    expect([
      read.format,
      refused,
      registers.map(({ name, value, metadata }) =>
        aRegister({
          name,
          value: jsonText(value),
          ...(metadata === undefined ? {} : { metadata: jsonText(metadata) }),
        }),
      ),
    ]).toEqual([format, [], REGISTERS]);
  });

  test("reads what a device sends", () => {
    const { format, registers, refused } = readImport(
      '{"registers":{"a":{"value":1,"ttl":"10s"},"b":2,"c":{}}}',
      LONGEST_NAME,
    );
    expect([format, registers, refused]).toEqual([
      "wire",
      [{ line: undefined, name: "a", value: 1, metadata: undefined }],
      [
        { name: "b", reason: "not-an-object" },
        { name: "c", reason: "value-missing" },
      ],
    ]);
  });

  test("names the line of what it refuses, in JSON lines", () => {
    const lines = ['{"name":"a","value":1}', "{", '"a"', '{"value":1}', '{"name":"a","value":2}', '{"name":"b"}'];
    expect(readImport(lines.join("\n"), LONGEST_NAME).refused).toEqual(
      [
        { line: 2, reason: "not-json" },
        { line: 3, reason: "not-an-object" },
        { line: 4, reason: "name-missing" },
        { line: 6, name: "b", reason: "value-missing" },
        { line: 5, name: "a", reason: "named-twice" },
      ].sort((a, b) => a.line - b.line),
    );
  });

  test("takes a value of many megabytes, in a JSON array too", () => {
    const value = 'a "quoted" \\ word, [a bracket] '.repeat(300_000);
    const { registers, refused } = readImport(JSON.stringify([{ name: "a", value }, { name: "b" }]), LONGEST_NAME);
    expect([registers.map(({ name, line }) => [name, line]), registers[0]?.value === value, refused]).toEqual([
      [["a", 1]],
      true,
      [{ line: 1, name: "b", reason: "value-missing" }],
    ]);
  });

  test("names the line of what it refuses, in a JSON array however it is written", () => {
    const text = '[\n  {"name": "a", "value": "],\\"[{"},\n\n  5, {"name": "b"},\n  {"name":"c","value":[1,\n2]}, 6]';
    expect(readImport(text, LONGEST_NAME).refused).toEqual([
      { line: 4, reason: "not-an-object" },
      { line: 4, name: "b", reason: "value-missing" },
      { line: 6, reason: "not-an-object" },
    ]);
  });

  test("names the line of what it refuses, in CSV, also behind a field of two lines", () => {
    const text = 'name,value,type,metadata\r\na,"x\ny",string,\r\nb,x,number,\r\nc,1,number,[]\r\n';
    expect(readImport(text, LONGEST_NAME).refused).toEqual([
      { line: 4, name: "b", reason: "value-not-of-type" },
      { line: 5, name: "c", reason: "metadata-not-an-object" },
    ]);
  });

  test("takes a plain table as people write it, also with semicolons", () => {
    const { registers } = readImport(
      "Name;Value;Unit\nboiler.temp;21.5;°C\nboiler.mode;eco;\nboiler.on;true;\n",
      LONGEST_NAME,
    );
    expect(registers.map(({ name, value, metadata }) => [name, value, metadata])).toEqual([
      ["boiler.temp", 21.5, { unit: "°C" }],
      ["boiler.mode", "eco", undefined],
      ["boiler.on", true, undefined],
    ]);
  });

  test.each([
    ["an empty file", " \n", /the file is empty/],
    ["a table without the columns it needs", "a,b\n1,2", /does not name the columns `name` and `value`/],
    ["an array that is cut off", '[{"name":"a"', /it is not JSON/],
    ["JSON of another kind", '{"a":1}', /neither a list of registers/],
    ["a field that is not closed", 'name,value\n"a,1', /This file is not CSV/],
  ])("refuses %s with a sentence", (_what, text, sentence) => {
    expect(() => readImport(text, LONGEST_NAME)).toThrow(sentence);
  });

  test("refuses a name that is too long for the wire", () => {
    const name = "ä".repeat(600);
    expect(readImport(`{"name":"${name}","value":1}`, LONGEST_NAME).refused).toEqual([
      { line: 1, name: name.slice(0, 60), reason: "name-too-long" },
    ]);
    expect(readImport(`{"name":"${name}","value":1}`, 1_200).registers).toHaveLength(1);
  });
});
