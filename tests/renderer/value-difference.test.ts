import fc from "fast-check";
import { expect, test } from "vitest";
import { differenceWords, isShort, numericDifference } from "../../renderer/lib/value-difference.ts";

test.each([
  ["21.5", "24.0", "+2.5"],
  ["21.5", "24.1", "+2.6"],
  ["24", "21.5", "−2.5"],
  ["0.1", "0.3", "+0.2"],
  ["-1", "1", "+2"],
  ["100", "1100", "+1000"],
  ["9007199254740993123", "9007199254740993124", "+1"],
])("from %s to %s it is %s", (from, to, difference) => {
  expect(numericDifference(from, to)).toBe(difference);
});

test.each([
  ["24", "24.0"],
  ["24", '"24"'],
  ["null", "24"],
  ["1e3", "24"],
])("from %s to %s no difference can be told", (from, to) => {
  expect(numericDifference(from, to)).toBeUndefined();
});

test.each([
  ["21.5", "24.0", "+2.5"],
  ["20.123456789012", "24", "≈ +3.87654"],
  ["0.30000000000000004", "1", "≈ +0.7"],
  ["1", "0.00001234567", "≈ −0.999988"],
  ["1234567.891234", "0", "≈ −1234567"],
  ["9007199254740993123", "0", "−9007199254740993123"],
  ["24", "24.0", undefined],
])("for reading, from %s to %s it is %s", (from, to, words) => {
  expect(differenceWords(from, to)).toBe(words);
});

test("the difference leads from one number to the other", () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
      fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
      (a, b) => {
        const difference = numericDifference(String(a), String(b));
        expect(a + BigInt(difference?.replace("−", "-").replace("+", "") ?? 0)).toBe(b);
      },
    ),
  );
});

test("only scalars of moderate length fit on one line", () => {
  expect(isShort("24.5")).toBe(true);
  expect(isShort("[]")).toBe(false);
  expect(isShort(JSON.stringify("x".repeat(80)))).toBe(false);
});
