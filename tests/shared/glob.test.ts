import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matchesGlob } from "#shared/glob.ts";

describe("A glob", () => {
  test.each([
    ["boiler.*", "boiler.temperature", true],
    ["boiler.*", "boiler.pump.speed", true],
    ["boiler.*", "boiler.", true],
    ["boiler.*", "boiler", false],
    ["*.setpoint", "boiler.setpoint", true],
    ["*.setpoint", "boiler.setpoint.raw", false],
    ["boiler.?", "boiler.1", true],
    ["boiler.?", "boiler.12", false],
    ["*", "", true],
    ["", "", true],
    ["", "a", false],
    ["?", "🔥", true],
    ["a[b]", "a[b]", true],
    ["a.c", "abc", false],
    ["**a**b**", "xaxbx", true],
  ])("%j is about %j: %s", (glob, name, expected) => {
    expect(matchesGlob(glob, name)).toBe(expected);
  });

  test("matches what a naive reading of it matches", () => {
    fc.assert(
      fc.property(text("ab*?🔥"), text("ab🔥"), (glob, name) => {
        expect(matchesGlob(glob, name)).toBe(naively(Array.from(glob), Array.from(name)));
      }),
      { numRuns: 2_000 },
    );
  });

  test("made to be slow takes no more steps than its length times the name's", () => {
    // A matcher that tries every way would not come back from this before the sun is cold.
    const glob = `${"*a".repeat(100)}*b`;
    expect(matchesGlob(glob, "a".repeat(5_000))).toBe(false);
  });
});

function text(characters: string): fc.Arbitrary<string> {
  return fc.array(fc.constantFrom(...Array.from(characters)), { maxLength: 8 }).map((chosen) => chosen.join(""));
}

/** Tries every way a star can be read. */
function naively([first, ...rest]: readonly string[], name: readonly string[]): boolean {
  if (first === undefined) return name.length === 0;
  if (first === "*") return naively(rest, name) || (name.length > 0 && naively([first, ...rest], name.slice(1)));
  return name.length > 0 && (first === "?" || first === name[0]) && naively(rest, name.slice(1));
}
