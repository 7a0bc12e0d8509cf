import fc from "fast-check";
import { expect, test } from "vitest";
import { membersOf } from "../../renderer/lib/json-members.ts";

test("members come as they are written: numbers digit by digit, keys with any name, and twice when they are there twice", () => {
  const text = '{ "a": 9007199254740993, "__proto__" :1.50, "":[1, {"x":"]}"}], "a" : "\\"," , "10":null}';
  expect(membersOf(text)).toEqual([
    { key: "a", text: "9007199254740993", again: 0 },
    { key: "__proto__", text: "1.50", again: 0 },
    { key: "", text: '[1, {"x":"]}"}]', again: 0 },
    { key: "a", text: '"\\","', again: 1 },
    { key: "10", text: "null", again: 0 },
  ]);
});

test("elements of an array are known by their position", () => {
  expect(membersOf('[ true,"a\\\\" , []]').map(({ key, text }) => [key, text])).toEqual([
    [0, "true"],
    [1, '"a\\\\"'],
    [2, "[]"],
  ]);
});

test.each(["{}", "[ ]", "12", '"{"', "null"])("%s has no members", (text) => {
  expect(membersOf(text)).toEqual([]);
});

test("putting the members together again makes the same value", () => {
  const rebuilt = (text: string): unknown => {
    if (text.startsWith("[")) return membersOf(text).map((member) => rebuilt(member.text));
    if (!text.startsWith("{")) return JSON.parse(text);
    return Object.fromEntries(membersOf(text).map((member) => [member.key, rebuilt(member.text)]));
  };
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2), (value, space) => {
      const text = JSON.stringify(value, undefined, space);
      expect(rebuilt(text)).toEqual(JSON.parse(text));
    }),
  );
});
