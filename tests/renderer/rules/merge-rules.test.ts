import { expect, test } from "vitest";
import type { Rule, RuleId } from "#shared/model/gate.ts";
import { mergeRules } from "../../../renderer/lib/rules/merge-rules.ts";

function aRule(name: string, rule: Partial<Rule> = {}): Rule {
  const everything = { registers: [], devices: [], requesters: [], tokens: [], limits: {} };
  return { id: name as RuleId, name, enabled: true, action: "deny", ...everything, ...rule };
}

const [a, b, c] = [aRule("a"), aRule("b"), aRule("c")];
const BASE = [a, b, c];

function merged(mine: readonly Rule[], theirs: readonly Rule[]): { rules: string[]; clashes: string[] } {
  const { rules, clashes } = mergeRules(BASE, mine, theirs);
  const words = ({ name, action, enabled }: Rule) => `${name} ${enabled ? action : "off"}`;
  return { rules: rules.map(words), clashes: clashes.map(({ name }) => name) };
}

test("what each changed alone stands as each has it", () => {
  const mine = [{ ...a, enabled: false }, b, c];
  const theirs = [a, b, { ...c, action: "ask" as const }];
  expect(merged(mine, theirs)).toEqual({ rules: ["a off", "b deny", "c ask"], clashes: [] });
});

test("what each added is there, after what it was put after", () => {
  const mine = [aRule("mine"), a, b, c];
  const theirs = [a, aRule("theirs"), b, c];
  expect(merged(mine, theirs)).toEqual({
    rules: ["mine deny", "a deny", "theirs deny", "b deny", "c deny"],
    clashes: [],
  });
});

test("what either removed is gone", () => {
  expect(merged([a, c], [a, b])).toEqual({ rules: ["a deny"], clashes: [] });
});

test("what both changed otherwise stands as I have it, and is named", () => {
  const mine = [{ ...a, enabled: false }, b, c];
  const theirs = [{ ...a, action: "ask" as const }, b, c];
  expect(merged(mine, theirs)).toEqual({ rules: ["a off", "b deny", "c deny"], clashes: ["a"] });
});

test("what I changed and they removed is kept, and what I removed and they changed is not, and both are named", () => {
  const mine = [{ ...a, enabled: false }, c];
  const theirs = [{ ...b, enabled: false }, c];
  expect(merged(mine, theirs)).toEqual({ rules: ["a off", "c deny"], clashes: ["a", "b"] });
});

test("what both did alike is no clash", () => {
  const both = [{ ...a, enabled: false }, b, c];
  expect(merged(both, both)).toEqual({ rules: ["a off", "b deny", "c deny"], clashes: [] });
});

test("whoever moved a rule decides the order, and I do where both did", () => {
  expect(merged(BASE, [c, a, b]).rules).toEqual(["c deny", "a deny", "b deny"]);
  expect(merged([b, a, c], BASE).rules).toEqual(["b deny", "a deny", "c deny"]);
  expect(merged([b, a, c], [c, a, b]).rules).toEqual(["b deny", "a deny", "c deny"]);
});
