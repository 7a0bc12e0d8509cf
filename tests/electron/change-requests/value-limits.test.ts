import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isWithinStep } from "#electron/change-requests/step.ts";
import { isWithinLimits } from "#electron/change-requests/value-limits.ts";
import { jsonText, type JsonText } from "#shared/json.ts";
import type { RuleLimits } from "#shared/model/gate.ts";

const BIG = "9007199254740993";

function within(limits: RuleLimits, value: string, previous?: string): boolean {
  return isWithinLimits(limits, value as JsonText, previous as JsonText | undefined);
}

describe("A value is within limits", () => {
  test.each([
    ["of which there are none, whatever it is", {}, '{"a":1}', undefined, true],
    ["of its type", { type: "object" }, '{"a":1}', undefined, true],
    ["of no other type", { type: "object" }, "[1]", undefined, false],
    ["where null is a type of its own", { type: "object" }, "null", undefined, false],
    ["when it is null and null is meant", { type: "null" }, "null", undefined, true],
    ["when it is an integer of any length and numbers are meant", { type: "number" }, BIG, undefined, true],
    ["that it reaches", { min: 20, max: 22 }, "22", undefined, true],
    ["but not beyond", { max: 22 }, "22.000000000000004", undefined, false],
    ["but not below", { min: 20 }, "19.9", undefined, false],
    ["when it is a number and the least one is meant", { min: 20 }, '"21"', undefined, false],
    ["to every digit, beyond 2^53", { max: 9007199254740992 }, BIG, undefined, false],
    ["when it has hundreds of digits", { min: 0 }, "9".repeat(308), undefined, true],
    ["but not below a least one then", { min: 0 }, `-${"9".repeat(308)}`, undefined, false],
    ["and not above a largest one", { max: 9e307 }, "9".repeat(308), undefined, false],
  ] as const)("%s", (_what, limits, value, previous, expected) => {
    expect(within(limits, value, previous)).toBe(expected);
  });
});

describe("A step", () => {
  test.each([
    ["may be as large as it is", { step: 2 }, "22", "20", true],
    ["may be downwards", { step: 2 }, "18", "20", true],
    ["may not be larger", { step: 2 }, "22.1", "20", false],
    ["is reckoned as it is written", { step: 0.1 }, "1.1", "1", true],
    ["is reckoned as it is written, also with an exponent", { step: 1e-7 }, "2e-7", "1e-7", true],
    ["is exact beyond 2^53", { step: 1 }, BIG, "9007199254740992", true],
    ["is exact beyond 2^53, also when it is too large by one", { step: 1 }, BIG, "9007199254740991", false],
    ["needs a current value", { step: 2 }, "22", undefined, false],
    ["needs a current number", { step: 2 }, "22", '"20"', false],
    ["needs a requested number", { step: 2 }, "true", "20", false],
    ["is exact in hundreds of digits", { step: 1 }, "9".repeat(308), `${"9".repeat(307)}7`, false],
  ] as const)("%s", (_what, limits, value, previous, expected) => {
    expect(within(limits, value, previous)).toBe(expected);
  });

  test("between numbers of a hundredth each is what whole hundredths say", () => {
    const hundredths = fc.integer({ min: -10_000, max: 10_000 });
    fc.assert(
      fc.property(hundredths, hundredths, fc.integer({ min: 1, max: 10_000 }), (a, b, step) => {
        const [first, second] = [jsonText(a / 100), jsonText(b / 100)];
        expect(isWithinStep(first, second, step / 100)).toBe(Math.abs(a - b) <= step);
      }),
      { numRuns: 1_000 },
    );
  });
});
