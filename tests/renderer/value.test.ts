import { expect, test } from "vitest";
import { cellText, plainText, prettyJson, valueWithUnit } from "../../renderer/lib/value.ts";

test.each([
  ["9007199254740993123", "9007199254740993123"],
  ["21.50", "21.50"],
  ["1e21", "1e21"],
  ["true", "true"],
  ['"auto\\nmatic"', "auto\nmatic"],
  ['""', ""],
  ['{"a":1}', '{"a":1}'],
])("%s is shown as it was reported", (text, shown) => {
  expect(cellText(text)).toBe(shown);
  expect(plainText(text)).toBe(shown);
});

test("a fraction too long for a cell is rounded, and says so", () => {
  expect(cellText("0.30000000000000004")).toBe("≈ 0.3");
  expect(plainText("0.30000000000000004")).toBe("0.30000000000000004");
});

test("what is long is cut in a cell, and says so", () => {
  expect(cellText(JSON.stringify("x".repeat(5_000)))).toBe(`${"x".repeat(200)}…`);
  expect(cellText(JSON.stringify(new Array(5_000).fill(1)))).toHaveLength(201);
});

test("pretty JSON keeps every digit and the order of keys", () => {
  expect(prettyJson('{"z":9007199254740993123,"a":[1.5]}')).toBe(
    '{\n  "z": 9007199254740993123,\n  "a": [\n    1.5\n  ]\n}',
  );
});

test("a unit follows numbers only", () => {
  expect(valueWithUnit("21.5", "°C")).toBe("21.5\u00a0°C");
  expect(valueWithUnit('"off"', "°C")).toBe("off");
  expect(valueWithUnit("21.5", undefined)).toBe("21.5");
});
