import { freshness } from "#shared/freshness.ts";
import type { JsonText } from "#shared/json.ts";
import { expect, test } from "vitest";

const register = { value: "21.5" as JsonText, ttl: 10_000, providedAt: 1_000 };

test.each([
  ["fresh right after it was provided", register, 1_000, "fresh"],
  ["fresh up to 60 % of its TTL", register, 7_000, "fresh"],
  ["late from then on", register, 7_001, "late"],
  ["late, rather than without a value, when it is both", { ...register, value: "null" as JsonText }, 7_001, "late"],
  ["without a value when that is null", { ...register, value: "null" as JsonText }, 1_000, "no-value"],
  ["not without a value when that is the text null", { ...register, value: '"null"' as JsonText }, 1_000, "fresh"],
  ["expired once it is, however lately it was provided", { ...register, expiredAt: 1_001 }, 1_000, "expired"],
])("a register is %s", (_state, given, now, expected) => {
  expect(freshness(given, now)).toBe(expected);
});
