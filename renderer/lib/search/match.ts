import { freshness } from "#shared/freshness.ts";
import type { Register, RegisterName } from "#shared/model/register.ts";
import { metadataOf, unitOf } from "../metadata.ts";
import type { DeviceOf } from "../register-devices.ts";
import { kindOf, plainText } from "../value.ts";
import { compile, type Compiled } from "./pattern.ts";
import type { Comparison, Search, Term, Test } from "./search.ts";

/** What a register does not say about itself. */
export interface Surroundings {
  /** Epoch milliseconds on the host's clock. */
  readonly now: number;
  readonly isPinned: (name: RegisterName) => boolean;
  readonly isSelected: (name: RegisterName) => boolean;
  /** Somebody asked for a change that is not over yet. */
  readonly hasChange: (name: RegisterName) => boolean;
  readonly deviceOf: DeviceOf;
}

export type Matches = (register: Register, around: Surroundings) => boolean;

/** @returns nothing when every register matches */
export function matcher(search: Search): Matches | undefined {
  const tests = search.terms.map(compileTerm);
  if (tests.length === 0) return undefined;
  return (register, around) => tests.every((test) => test(register, around));
}

function compileTerm({ isNegated, test }: Term): Matches {
  const matches = compileTest(test);
  return isNegated ? (register, around) => !matches(register, around) : matches;
}

function compileTest(test: Test): Matches {
  switch (test.kind) {
    case "anywhere":
      return anywhere(compile(test.pattern, "part"));
    case "field": {
      const patterns = test.anyOf.map((pattern) => compile(pattern, test.field === "unit" ? "whole" : "glob-whole"));
      const texts = FIELDS[test.field] ?? (() => []);
      return (register, around) => texts(register, around).some((text) => patterns.some((matches) => matches(text)));
    }
    case "metadata":
      return metadataTest(test.key, compile(test.pattern, "glob-whole"), test.literal);
    case "word":
      return wordTest(test.field, test.anyOf);
    case "value":
      return valueTest(test);
    case "age":
      return ({ providedAt, expiredAt }, { now }) =>
        compareNumbers(now - (expiredAt ?? providedAt), test.comparison, test.number);
  }
}

function anywhere(matches: Compiled): Matches {
  return (register, around) => {
    const { name, value, metadata } = register;
    if (matches(name) || matches(plainText(value)) || (metadata !== undefined && matches(metadata))) return true;
    return deviceTexts(register, around).some(matches);
  };
}

const FIELDS: Readonly<Record<string, (register: Register, around: Surroundings) => readonly string[]>> = {
  name: ({ name }) => [name],
  device: deviceTexts,
  source: ({ provider }) => [provider],
  unit: (register) => listOf(unitOf(register)),
  value: ({ value }) => [plainText(value)],
  tag: tagsOf,
};

const listOf = (text: string | undefined) => (text === undefined ? [] : [text]);

/** By the name it was given, and by those it has on the wire. */
function deviceTexts(register: Register, { deviceOf }: Surroundings): readonly string[] {
  return deviceOf(register)?.names ?? [];
}

function tagsOf(register: Register): string[] {
  const metadata = metadataOf(register);
  const tags = metadata["tags"] ?? metadata["tag"];
  return (Array.isArray(tags) ? tags : [tags]).filter((tag) => typeof tag === "string");
}

function metadataTest(key: string, matches: Compiled, literal: string): Matches {
  return (register) => {
    const metadata = metadataOf(register);
    const own = Object.keys(metadata).find((candidate) => candidate.toLowerCase() === key);
    const value = own === undefined ? undefined : metadata[own];
    if (value !== undefined && matches(typeof value === "string" ? value : JSON.stringify(value))) return true;
    return register.name.toLowerCase().includes(literal) || plainText(register.value).toLowerCase().includes(literal);
  };
}

function wordTest(field: "state" | "type" | "is" | "has", words: readonly string[]): Matches {
  if (field === "state") return (register, { now }) => words.includes(freshness(register, now));
  if (field === "type") return ({ value }) => TYPES[kindOf(value)].some((type) => words.includes(type));
  if (field === "is") return (register, around) => words.some((word) => isSo(register, word, around));
  return (register, around) => words.some((word) => has(register, word, around));
}

const TYPES: Readonly<Record<ReturnType<typeof kindOf>, readonly string[]>> = {
  number: ["number"],
  boolean: ["boolean"],
  string: ["text"],
  null: ["null"],
  array: ["array", "json"],
  object: ["object", "json"],
};

function isSo(register: Register, word: string, around: Surroundings): boolean {
  if (word === "pinned") return around.isPinned(register.name);
  if (word === "selected") return around.isSelected(register.name);
  const isReadOnly = metadataOf(register)["ro"] === true;
  return word === "read-only" ? isReadOnly : !isReadOnly;
}

function has(register: Register, word: string, around: Surroundings): boolean {
  if (word === "change") return around.hasChange(register.name);
  if (word === "metadata") return register.metadata !== undefined;
  if (word === "value") return register.value !== "null";
  return Object.keys(metadataOf(register)).some((key) => key.toLowerCase() === word);
}

function valueTest({ comparison, number, text }: Extract<Test, { kind: "value" | "age" }>): Matches {
  return ({ value }) => {
    if (kindOf(value) === "number" && !Number.isNaN(number)) return compareNumbers(Number(value), comparison, number);
    if (comparison === "=") return plainText(value).toLowerCase() === text;
    return comparison === "!=" && plainText(value).toLowerCase() !== text;
  };
}

function compareNumbers(a: number, comparison: Comparison, b: number): boolean {
  switch (comparison) {
    case ">":
      return a > b;
    case ">=":
      return a >= b;
    case "<":
      return a < b;
    case "<=":
      return a <= b;
    case "=":
      return a === b;
    case "!=":
      return a !== b;
  }
}
