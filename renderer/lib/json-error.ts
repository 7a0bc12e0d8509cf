/** Where a text stops being JSON. Engines say so only sometimes, and each in its own words. */

type Expected = "value" | "value-or-end" | "key" | "key-or-end" | "colon" | "comma-or-end" | "nothing";

const SPACE = /[ \t\n\r]*/y;
// eslint-disable-next-line no-control-regex -- JSON forbids control characters in strings
const STRING = /"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*)*"/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)/y;

/** @returns the position of the first thing that does not belong there, the length when something is missing at the end,
 *  and nothing for JSON */
export function jsonErrorAt(text: string): number | undefined {
  const open: ("{" | "[")[] = [];
  let expected: Expected = "value";
  for (let at = 0; ;) {
    at += lengthOf(SPACE, text, at);
    if (at >= text.length) return expected === "nothing" ? undefined : text.length;
    const character = text.charAt(at);
    const next: Next | undefined = afterSign(character, expected, open) ?? afterWord(text, at, expected, open);
    if (!next) return at;
    expected = next.expected;
    at += next.length;
  }
}

interface Next {
  readonly expected: Expected;
  readonly length: number;
}

const inside = (open: readonly string[]): Expected => (open.length === 0 ? "nothing" : "comma-or-end");

function afterSign(sign: string, expected: Expected, open: ("{" | "[")[]): Next | undefined {
  if (sign === "{" || sign === "[") {
    if (!expected.startsWith("value")) return undefined;
    open.push(sign);
    return { expected: sign === "{" ? "key-or-end" : "value-or-end", length: 1 };
  }
  const isObject = open.at(-1) === "{";
  if (expected.endsWith("-or-end") && sign === (isObject ? "}" : "]")) {
    open.pop();
    return { expected: inside(open), length: 1 };
  }
  const after = SEPARATORS[`${expected} ${sign}`]?.[isObject ? 0 : 1];
  return after && { expected: after, length: 1 };
}

/** What must follow in an object, and what in an array. */
const SEPARATORS: Readonly<Record<string, readonly [Expected, Expected]>> = {
  "colon :": ["value", "value"],
  "comma-or-end ,": ["key", "value"],
};

function afterWord(text: string, at: number, expected: Expected, open: readonly string[]): Next | undefined {
  const string = lengthOf(STRING, text, at);
  if (string > 0 && expected.startsWith("key")) return { expected: "colon", length: string };
  const length = string || lengthOf(SCALAR, text, at);
  return length > 0 && expected.startsWith("value") ? { expected: inside(open), length } : undefined;
}

function lengthOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex - at : 0;
}
