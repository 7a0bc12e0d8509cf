import fc from "fast-check";
import { expect, test } from "vitest";
import { addDecimals, compareDecimals, isDecimal } from "../../renderer/lib/decimal.ts";

test.each([
  ["21.5", "0.1", "21.6"],
  ["0.3", "-0.1", "0.2"],
  ["0.1", "-0.3", "-0.2"],
  ["-0.05", "0.05", "0.00"],
  ["9007199254740993", "1", "9007199254740994"],
  ["1.50", "1", "2.50"],
])("%s and %s make %s", (a, b, sum) => {
  expect(addDecimals(a, b)).toBe(sum);
});

test("an exponent is no decimal", () => {
  expect(["1e3", "-", "", "1.", ".5", "+1", "NaN"].filter(isDecimal)).toEqual([]);
});

test("whole numbers compare as they do elsewhere", () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.bigInt(), (a, b) => {
      expect(compareDecimals(String(a), String(b))).toBe(a === b ? 0 : a < b ? -1 : 1);
    }),
  );
  expect(compareDecimals("1.50", "1.5")).toBe(0);
});
