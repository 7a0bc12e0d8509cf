import { expect, test } from "vitest";
import { matcher } from "../../renderer/lib/filter.ts";
import { aRegister } from "../support/builders.ts";

const register = aRegister({
  name: "site.boiler.temperature",
  value: '"Warm"',
  metadata: '{"device":"Boiler-1","unit":"°C"}',
});

test.each(["boiler", "BOILER", "warm", "°c", "boiler-1 temp", "  temp  "])(
  "%j finds by name, value and metadata",
  (query) => {
    expect(matcher(query)?.(register)).toBe(true);
  },
);

test.each(["pump", "boiler pump"])("%j does not: every word must be found", (query) => {
  expect(matcher(query)?.(register)).toBe(false);
});

test("no words means no filter", () => {
  expect(matcher("")).toBeUndefined();
  expect(matcher("   ")).toBeUndefined();
});
