import { isSlow } from "./pattern.ts";
import {
  KEYWORDS,
  type Comparison,
  type Keyword,
  type Pattern,
  type Problem,
  type Search,
  type Term,
} from "./search.ts";
import { tokensOf, type Token } from "./tokens.ts";

/** The words some fields know. A beginning is enough: `state:la` is what `state:late` looks like half-way. */
export const WORDS = {
  state: ["fresh", "late", "expired", "no-value"],
  type: ["number", "boolean", "text", "json", "array", "object", "null"],
  is: ["pinned", "writable", "read-only", "selected"],
} as const;

const isKeyword = (key: string): key is Keyword => (KEYWORDS as readonly string[]).includes(key);

/** Reads a search. Any text is one: what cannot be understood becomes a problem and filters nothing away. */
export function parseSearch(query: string): Search {
  const problems: Problem[] = [];
  const terms: Term[] = [];
  for (const token of tokensOf(query)) {
    const test = testOf(token);
    if (!test) continue;
    if ("kind" in test && isProblem(test)) problems.push(test);
    else terms.push({ isNegated: token.isNegated, test });
  }
  return { terms, problems };
}

type Read = Term["test"] | Problem | undefined;

const isProblem = (read: Term["test"] | Problem): read is Problem =>
  ["bad-pattern", "slow-pattern", "unknown-word", "no-number", "no-duration"].includes(read.kind);

/** @returns nothing for a token that is still being typed, such as `state:` */
function testOf(token: Token): Read {
  const { key, comparison, words, literal } = token;
  const [first] = words;
  if (!first || (first.text === "" && !first.isExpression)) return undefined;
  if (key === undefined) return withPattern(token, (pattern) => ({ kind: "anywhere", pattern }));
  if (comparison !== undefined) return comparisonTest(key, comparison, first.text);
  if (key === "state" || key === "type" || key === "is") return wordTest(key, token);
  if (key === "has") return { kind: "word", field: key, anyOf: words.map(({ text }) => text.toLowerCase()) };
  if (key === "age") return comparisonTest(key, ">", first.text);
  if (!isKeyword(key)) return withPattern(token, (pattern) => ({ kind: "metadata", key, pattern, literal }));
  return fieldTest(key, token);
}

function fieldTest(field: Keyword, { words }: Token): Read {
  const anyOf: Pattern[] = [];
  for (const word of words) {
    const pattern = patternOf(word.text, word.isExpression, word.isQuoted);
    if ("reason" in pattern) return pattern;
    anyOf.push(pattern);
  }
  return { kind: "field", field, anyOf };
}

function withPattern({ words }: Token, test: (pattern: Pattern) => Term["test"]): Read {
  const [word] = words;
  if (!word) return undefined;
  const pattern = patternOf(word.text, word.isExpression, word.isQuoted);
  return "reason" in pattern ? pattern : test(pattern);
}

function patternOf(text: string, isExpression: boolean, isQuoted: boolean): Pattern | (Problem & { reason: string }) {
  if (isExpression) return expressionOf(text);
  const lower = text.toLowerCase();
  if (!isQuoted && lower.includes("*")) return { kind: "glob", pieces: lower.split("*") };
  return { kind: "text", text: lower };
}

function expressionOf(source: string): Pattern | (Problem & { reason: string }) {
  if (isSlow(source)) return { kind: "slow-pattern", pattern: source, reason: "" };
  try {
    return { kind: "expression", expression: new RegExp(source, "iu") };
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^Invalid regular expression: .*\/[a-z]*: /, "") : "";
    return { kind: "bad-pattern", pattern: source, reason };
  }
}

function wordTest(field: "state" | "type" | "is", { words }: Token): Read {
  const anyOf: string[] = [];
  for (const { text } of words) {
    const asked = ALIASES[text.toLowerCase()] ?? text.toLowerCase();
    const meant = WORDS[field].filter((word) => word.startsWith(asked));
    if (meant.length === 0) return { kind: "unknown-word", field, word: text, known: WORDS[field] };
    anyOf.push(...meant);
  }
  return { kind: "word", field, anyOf };
}

/** Other words for the same. `null` is a state of a register and a type of a value. */
const ALIASES: Readonly<Record<string, string>> = {
  string: "text",
  bool: "boolean",
  ro: "read-only",
  none: "no-value",
};

function comparisonTest(key: string, comparison: Comparison, word: string): Read {
  if (key === "age") {
    const number = durationOf(word);
    if (number === undefined) return { kind: "no-duration", field: key, word };
    return { kind: "age", comparison, number, text: word };
  }
  const number = Number(word);
  const isEquality = comparison === "=" || comparison === "!=";
  if (Number.isNaN(number) && !isEquality) return { kind: "no-number", field: key, word };
  return { kind: "value", comparison, number, text: word.toLowerCase() };
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function durationOf(word: string): number | undefined {
  const [, digits, unit = "s"] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)?$/.exec(word) ?? [];
  return digits === undefined ? undefined : Number(digits) * (UNITS[unit] ?? 1_000);
}
