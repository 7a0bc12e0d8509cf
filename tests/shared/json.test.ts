import { isRawInteger, jsonDepth, jsonText, NumberTooLarge, parseJson, sameJson, type Json } from "#shared/json.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const HOSTILE_KEYS = ["__proto__", "constructor", "toString", "hasOwnProperty", "rawJSON", "toJSON", "length", "0", ""];

/** JSON texts as any client may write them: big integers, hostile keys, everything nested. */
const jsonTexts: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom("null", "true", "false"),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => JSON.stringify(number)),
    fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }).map(String),
    fc.string({ unit: "binary" }).map((text) => JSON.stringify(text)),
    fc.array(tie("value"), { maxLength: 4 }).map((elements) => `[${elements.join(",")}]`),
    fc
      .uniqueArray(fc.tuple(fc.oneof(fc.constantFrom(...HOSTILE_KEYS), fc.string()), tie("value")), {
        maxLength: 4,
        selector: ([key]) => key,
      })
      .map((members) => `{${members.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(",")}}`),
  ),
})).value;

/** The slow and obvious way to tell whether two JSON texts mean the same. */
function canonical(value: Json): string {
  if (typeof value !== "object" || value === null || isRawInteger(value)) return jsonText(value);
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(canonical).join(",")}]`;
  const members = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`);
  return `{${members.sort().join(",")}}`;
}

function shuffled(value: Json): Json {
  if (typeof value !== "object" || value === null || isRawInteger(value)) return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map(shuffled);
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, shuffled(member)]),
  );
}

describe("parseJson and jsonText", () => {
  test("lose nothing on the way there and back", () => {
    fc.assert(
      fc.property(jsonTexts, (text) => {
        const once = jsonText(parseJson(text));
        expect(jsonText(parseJson(once))).toBe(once);
        expect(sameJson(parseJson(once), parseJson(text))).toBe(true);
      }),
    );
  });

  test("read what JSON.parse reads, big integers aside", () => {
    fc.assert(
      fc.property(jsonTexts, (text) => {
        const approximate = JSON.parse(jsonText(parseJson(text))) as unknown;
        expect(JSON.stringify(approximate)).toBe(JSON.stringify(JSON.parse(text)));
      }),
    );
  });

  test("keep every digit of an integer", () => {
    fc.assert(
      fc.property(fc.bigInt(), (integer) => {
        expect(jsonText(parseJson(`{"serial":[${integer}]}`))).toBe(`{"serial":[${integer}]}`);
      }),
    );
  });

  test("keep keys that mean something to JavaScript, and give nothing a new prototype", () => {
    const text = '{"__proto__":{"polluted":12345678901234567890},"constructor":1,"toJSON":2,"rawJSON":"3"}';
    const value = parseJson(text) as Record<string, Json>;
    expect(jsonText(value)).toBe(text);
    expect(value["polluted"]).toBeUndefined();
  });

  test.each(["1e400", "-1e400", "[1,1e309]", '{"a":{"b":1E+999}}', "9".repeat(400)])("refuse %s", (text) => {
    expect(() => parseJson(text)).toThrow(NumberTooLarge);
  });

  test.each(["", " ", "nonsense", "{}x", "[1,]", "NaN", "01", "'a'", "\u0000", '{"a":12345678901234567890'])(
    "refuse %j as JSON.parse does",
    (text) => {
      expect(() => parseJson(text)).toThrow(SyntaxError);
    },
  );

  test("refuse what is nested too deeply to be looked at closely, instead of breaking", () => {
    const text = `["1e999",${"[".repeat(200_000)}${"]".repeat(200_000)}]`;
    expect(() => parseJson(text)).toThrow(SyntaxError);
  });

  test.each(["1e308", "-0.5", "1E5", "123456789012345.678", '"1e400"', '"12345678901234567890"'])("take %s", (text) => {
    expect(JSON.stringify(parseJson(text))).toBe(JSON.stringify(JSON.parse(text)));
  });
});

describe("sameJson", () => {
  test("agrees with comparing canonical texts", () => {
    fc.assert(
      fc.property(jsonTexts, jsonTexts, (a, b) => {
        expect(sameJson(parseJson(a), parseJson(b))).toBe(canonical(parseJson(a)) === canonical(parseJson(b)));
      }),
    );
  });

  test("does not care about the order of keys", () => {
    fc.assert(
      fc.property(jsonTexts, (text) => {
        expect(sameJson(parseJson(text), shuffled(parseJson(text)))).toBe(true);
      }),
    );
  });

  test.each([
    ["1", '"1"'],
    ["0", "false"],
    ["null", "0"],
    ["[]", "{}"],
    ["{}", "null"],
    ['{"a":null}', "{}"],
    ['{"a":1}', '{"b":1}'],
    ['{"__proto__":{}}', "{}"],
    ['{"toString":null}', "{}"],
    ["[1,2]", "[2,1]"],
    ["9007199254740993", "9007199254740992"],
    ["9007199254740993", "9007199254740995"],
    ["12345678901234567890", '{"rawJSON":"12345678901234567890"}'],
  ])("tells %s from %s", (a, b) => {
    expect([sameJson(parseJson(a), parseJson(b)), sameJson(parseJson(b), parseJson(a))]).toEqual([false, false]);
  });

  test("takes nothing for the same as nothing only", () => {
    expect([sameJson(undefined, undefined), sameJson(undefined, null), sameJson({}, undefined)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe("jsonDepth", () => {
  test.each([
    ["1", 0],
    ["12345678901234567890", 0],
    ["[]", 1],
    ['{"a":[1,{"b":2}]}', 3],
  ])("of %s is %i", (text, depth) => {
    expect(jsonDepth(parseJson(text), 100)).toBe(depth);
  });

  test("stops counting at its limit, however deep it goes on", () => {
    const deep = JSON.parse(`${"[".repeat(100_000)}${"]".repeat(100_000)}`) as Json;
    expect(jsonDepth(deep, 500)).toBe(500);
  });
});
