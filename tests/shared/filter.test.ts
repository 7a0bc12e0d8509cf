import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Filter, includes, includesAny } from "#shared/filter.ts";
import { matchesGlob } from "#shared/glob.ts";

describe("A filter", () => {
  test.each([
    ["includes everything when it is empty", [], "lamp.on", true],
    ["includes what no pattern matches", ["-boiler.*"], "lamp.on", true],
    ["excludes what a - matches", ["-boiler.*"], "boiler.raw", false],
    ["includes only what a + matches when it ends with -*", ["+boiler.*", "-*"], "lamp.on", false],
    ["goes by the first pattern that matches", ["+boiler.raw", "-boiler.*"], "boiler.raw", true],
    [
      "goes by the first pattern that matches, also when that excludes",
      ["-boiler.raw", "+boiler.*", "-*"],
      "boiler.raw",
      false,
    ],
    ["knows the empty name", ["-", "-"].map((sign) => `${sign}?*`), "", true],
  ])("%s", (_what, filter, name, expected) => {
    expect(includes(Filter.parse(filter), name)).toBe(expected);
  });

  test.each([
    ["includes what it includes by one of its names", ["+pump-*", "-*"], true],
    ["excludes what it excludes by one of its names", ["-pump-*"], false],
    ["goes by the pattern that comes first, not by the name that does", ["+pump-1", "-Roof *"], true],
    ["includes what no pattern matches by any of its names", ["-boiler*"], true],
  ])("%s", (_what, filter, expected) => {
    expect(includesAny(Filter.parse(filter), ["Roof pump", "pump-1"])).toBe(expected);
  });

  test.each(["boiler.*", "", "+", "-", " +a"])(
    "refuses %j, which neither includes nor excludes anything",
    (pattern) => {
      expect(Filter.safeParse([pattern]).error?.issues[0]?.message).toContain("+ to include or - to exclude");
    },
  );

  test("decides by the first pattern that matches, whatever stands behind it", () => {
    const name = fc.array(fc.constantFrom("a", "b", "."), { maxLength: 6 }).map((chosen) => chosen.join(""));
    const glob = fc
      .array(fc.constantFrom("a", "b", ".", "*", "?"), { minLength: 1, maxLength: 5 })
      .map((chosen) => chosen.join(""));
    const pattern = fc.tuple(fc.constantFrom("+", "-"), glob).map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.array(pattern, { maxLength: 5 }), name, (filter, subject) => {
        let expected = true;
        for (const [sign, ...rest] of filter.toReversed())
          if (matchesGlob(rest.join(""), subject)) expected = sign === "+";
        expect(includes(filter, subject)).toBe(expected);
      }),
      { numRuns: 1_000 },
    );
  });
});
