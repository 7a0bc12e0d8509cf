import fc from "fast-check";
import { expect, test } from "vitest";
import { searchEverywhere } from "../../../renderer/lib/search/everywhere.ts";
import { marks } from "../../../renderer/lib/search/marks.ts";
import { parseSearch } from "../../../renderer/lib/search/parse.ts";

const marked = (text: string, query: string) =>
  marks(text, parseSearch(query), "name")
    .map((piece) => (piece.isHit ? `[${piece.text}]` : piece.text))
    .join("");

test.each([
  ["site.Boiler.temp", "boiler", "site.[Boiler].temp"],
  ["aXbXa", "x", "a[X]b[X]a"],
  ["pump-1.flow", "pump*flow", "[pump]-1.[flow]"],
  ["temp-in", "/-(in|out)/", "temp[-in]"],
  ["boiler", "-boiler", "boiler"],
  ["boiler", "value:boiler", "boiler"],
  ["abc", "ab bc", "[ab][c]"],
])("in %s, %s is marked as %s", (text, query, expected) => {
  expect(marked(text, query)).toBe(expected);
});

test("the pieces are the text, whatever is sought", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (text, query) => {
      const pieces = marks(text, parseSearch(query), "name");
      expect(pieces.map((piece) => piece.text).join("")).toBe(text);
    }),
  );
});

test("searching everywhere forgets fields and what was left out", () => {
  expect(searchEverywhere('device:pump*,"Pump 2" -demo value>3 /a b/ x')).toBe(
    'pump* "Pump 2" /a b/ x'.replace("/a b/", "/a b/"),
  );
});
