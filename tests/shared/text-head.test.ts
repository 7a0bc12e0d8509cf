import { expect, test } from "vitest";
import { jsonText, parseJson } from "#shared/json.ts";
import { headOf, isCut, LONGEST_HEAD } from "#shared/text-head.ts";

test("what is short is whole", () => {
  for (const value of ["idle", "", [1, 2], { a: "b" }]) {
    const text = jsonText(value);
    expect(headOf(text)).toEqual({ text, length: text.length });
    expect(isCut(headOf(text))).toBe(false);
  }
});

test("a long string is a string still, cut between characters and between escapes", () => {
  for (const character of ["x", "ü", "😀", '"', "\\", "\n", "\u0001"]) {
    const whole = character.repeat(1_000);
    const head = headOf(jsonText(whole));
    expect(parseJson(head.text)).toBe(character.repeat(LONGEST_HEAD));
    expect(head.length).toBe(jsonText(whole).length);
    expect(isCut(head)).toBe(true);
  }
});

test("a long structure is its beginning, and half of no character", () => {
  const whole = jsonText([`${"x".repeat(197)}😀`, 1]);
  expect(headOf(whole)).toEqual({ text: `["${"x".repeat(197)}😀`, length: whole.length });
});
