import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonErrorAt } from "../../renderer/lib/json-error.ts";

test.each([
  ["", 0],
  ['{\n  "a": ]\n}', 9],
  ["[1,]", 3],
  ["[1 2]", 3],
  ['{"a":1', 6],
  ["{'a':1}", 1],
  ["{a:1}", 1],
  ['{"a" 1}', 5],
  ["01", 0],
  ["tru", 0],
  ["1 x", 2],
  ['"a\nb"', 0],
  ["{]", 1],
])("%j goes wrong at %i", (text, position) => {
  expect(jsonErrorAt(text)).toBe(position);
});

test("it finds something wrong exactly where parsing does", () => {
  const parses = (text: string): boolean => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };
  const damaged = fc
    .tuple(fc.json(), fc.nat(), fc.constantFrom("", ",", "]", "}", '"', "0", "e", ":", " ", "\\"))
    .map(([text, at, put]) => {
      const place = text.length === 0 ? 0 : at % text.length;
      return text.slice(0, place) + put + text.slice(place + 1);
    });
  fc.assert(
    fc.property(fc.oneof(fc.json(), damaged), (text) => {
      expect(jsonErrorAt(text) === undefined).toBe(parses(text));
    }),
    { numRuns: 1_000 },
  );
});
