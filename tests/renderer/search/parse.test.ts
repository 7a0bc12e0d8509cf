import fc from "fast-check";
import { expect, test } from "vitest";
import { parseSearch } from "../../../renderer/lib/search/parse.ts";
import { isVolatileSearch } from "../../../renderer/lib/search/search.ts";

const tests = (query: string) => parseSearch(query).terms.map(({ test: found }) => found);
const problems = (query: string) => parseSearch(query).problems;

test("words apart are terms apart", () => {
  expect(tests("boiler  Temp")).toEqual([
    { kind: "anywhere", pattern: { kind: "text", text: "boiler" } },
    { kind: "anywhere", pattern: { kind: "text", text: "temp" } },
  ]);
});

test("quotes hold words together and take signs literally", () => {
  expect(tests('"two words"')).toEqual([{ kind: "anywhere", pattern: { kind: "text", text: "two words" } }]);
  expect(tests('"a*b"')).toEqual([{ kind: "anywhere", pattern: { kind: "text", text: "a*b" } }]);
  expect(tests('device:"Pump 2",boiler*')).toEqual([
    {
      kind: "field",
      field: "device",
      anyOf: [
        { kind: "text", text: "pump 2" },
        { kind: "glob", pieces: ["boiler", ""] },
      ],
    },
  ]);
});

test("a minus negates, but not alone and not twice", () => {
  expect(parseSearch("-demo").terms[0]?.isNegated).toBe(true);
  expect(tests("-")).toEqual([{ kind: "anywhere", pattern: { kind: "text", text: "-" } }]);
  expect(parseSearch("--x").terms[0]).toMatchObject({ isNegated: false });
});

test.each([
  ["value>80", { kind: "value", comparison: ">", number: 80, text: "80" }],
  ["value:>=80", { kind: "value", comparison: ">=", number: 80, text: "80" }],
  ["value=on", { kind: "value", comparison: "=", number: Number.NaN, text: "on" }],
  ["age>2m", { kind: "age", comparison: ">", number: 120_000, text: "2m" }],
  ["age:30", { kind: "age", comparison: ">", number: 30_000, text: "30" }],
])("%s is compared", (query, expected) => {
  expect(tests(query)).toEqual([expected]);
});

test("a beginning of a state's word is enough, so that nothing flickers while it is typed", () => {
  expect(tests("state:la")).toEqual([{ kind: "word", field: "state", anyOf: ["late"] }]);
  expect(tests("state:late,exp")).toEqual([{ kind: "word", field: "state", anyOf: ["late", "expired"] }]);
});

test.each(["state:", "value>", "name:", '""'])("%s is still being typed and means nothing", (query) => {
  expect(parseSearch(query)).toEqual({ terms: [], problems: [] });
});

test.each([
  ["/a(/", "bad-pattern"],
  ["/(a+)+b/", "slow-pattern"],
  ["state:green", "unknown-word"],
  ["value>warm", "no-number"],
  ["age>soon", "no-duration"],
])("%s is a problem and filters nothing away", (query, kind) => {
  expect(parseSearch(query).terms).toEqual([]);
  expect(problems(query)[0]?.kind).toBe(kind);
});

test("a problem leaves the other words alone", () => {
  expect(tests("pump /a(/")).toHaveLength(1);
});

test("an unknown key means the metadata, or just what was typed", () => {
  expect(tests("site:roof")).toEqual([
    { kind: "metadata", key: "site", pattern: { kind: "text", text: "roof" }, literal: "site:roof" },
  ]);
  expect(tests("12:30")).toEqual([{ kind: "anywhere", pattern: { kind: "text", text: "12:30" } }]);
});

test("only a search of names stands still", () => {
  expect(isVolatileSearch(parseSearch("name:boiler*"))).toBe(false);
  expect(isVolatileSearch(parseSearch("boiler"))).toBe(true);
  expect(isVolatileSearch(parseSearch("state:late"))).toBe(true);
});

const piece = fc.constantFrom(
  "pump",
  "-",
  '"',
  "/",
  "\\",
  "*",
  ":",
  ">",
  ",",
  " ",
  "state",
  "value",
  "age",
  "(",
  "°",
  "🔥",
);

test("every text is a search", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece).map((pieces) => pieces.join("")),
      ),
      (query) => {
        const { terms, problems: found } = parseSearch(query);
        expect(terms.length + found.length).toBeLessThanOrEqual(query.length);
      },
    ),
  );
});
