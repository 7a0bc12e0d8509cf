import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { selectionHash } from "#electron/sync/document/document-hash.ts";
import { SourceFilter } from "#shared/model/source.ts";
import { json, read, yaml } from "./documents.ts";

type Value = null | boolean | number | string | bigint | Value[] | { [key: string]: Value };

const key = fc.oneof(fc.constantFrom("__proto__", "constructor", "toJSON", "rawJSON", "10", "9", ""), fc.string());
const values = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom<Value>(null, true, false),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
    fc.string({ unit: "grapheme" }),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.uniqueArray(fc.tuple(key, tie("value")), { maxLength: 4, selector: ([name]) => name }).map(objectOf),
  ),
})).value;
const registers = fc.uniqueArray(
  fc.tuple(key, values, fc.option(fc.uniqueArray(fc.tuple(key, values), { maxLength: 3, selector: ([name]) => name }))),
  { maxLength: 8, selector: ([name]) => name },
);
type Registers = typeof registers extends fc.Arbitrary<infer R> ? R : never;

function objectOf(members: readonly (readonly [string, Value])[]): { [key: string]: Value } {
  return Object.fromEntries(members);
}

/** How one text may differ from another that means the same. */
interface Style {
  readonly isReversed: boolean;
  readonly space: string;
}

function written(value: Value, style: Style): string {
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number") return numeral(value, style);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const { space } = style;
  if (Array.isArray(value)) return `[${value.map((each) => space + written(each, style)).join(",")}${space}]`;
  const members = Object.entries(value).map(
    ([name, member]) => `${JSON.stringify(name)}${space}:${space}${written(member, style)}`,
  );
  return `{${space}${(style.isReversed ? members.reverse() : members).join(`,${space}`)}}`;
}

/** 1, 1.0 and 1e0 are one number. */
function numeral(value: number, { isReversed }: Style): string {
  const text = JSON.stringify(value);
  if (!isReversed || text.includes("e")) return text;
  return text.includes(".") ? `${text}0` : `${text}.0`;
}

function document(all: Registers, style: Style): string {
  const entries = all.map(([name, value, metadata]): [string, Value] => [
    name,
    metadata === null
      ? { value }
      : objectOf([
          ["value", value],
          ["metadata", objectOf(metadata)],
        ]),
  ]);
  return written({ registers: objectOf(style.isReversed ? entries.toReversed() : entries) }, style);
}

const PLAIN: Style = { isReversed: false, space: "" };

async function hash(text: string): Promise<string> {
  return (await read(json(text))).hash;
}

describe("The hash of a document", () => {
  test("does not depend on formatting, spelling of numbers and the order of keys and registers", async () => {
    await fc.assert(
      fc.asyncProperty(registers, async (all) => {
        expect(await hash(document(all, { isReversed: true, space: " \n" }))).toBe(await hash(document(all, PLAIN)));
      }),
      { numRuns: 300 },
    );
  });

  test("does not depend on what was known before, nor on how much of it", async () => {
    await fc.assert(
      fc.asyncProperty(registers, registers, async (some, others) => {
        const known = await read(json(document(some, PLAIN)));
        const text = json(document([...others, ...some].filter(isFirst), PLAIN));
        expect((await read(text, { known })).hash).toBe((await read(text)).hash);
      }),
      { numRuns: 200 },
    );
  });

  test("is that of the same registers in several documents, and in YAML", async () => {
    const one = await hash(
      '{"registers":{"a":{"value":1},"b":{"value":{"y":[1.5],"x":null},"metadata":{"unit":"K"}}}}',
    );
    const several = await read([
      json('{"registers":{"b":{"metadata":{"unit":"K"},"value":{"x":null,"y":[1.50]}}}}', "b.json"),
      yaml("registers:\n  a:\n    value: 1.0\n", "a.yaml"),
    ]);
    expect(several.hash).toBe(one);
  });

  test.each([
    ['{"a":{"value":1}}', '{"a":{"value":2}}'],
    ['{"a":{"value":1}}', '{"a":{"value":"1"}}'],
    ['{"a":{"value":1}}', '{"b":{"value":1}}'],
    ['{"a":{"value":1}}', '{"a":{"value":1,"metadata":{"x":1}}}'],
    ['{"a":{"value":[1,2]}}', '{"a":{"value":[2,1]}}'],
    ['{"a":{"value":9007199254740993}}', '{"a":{"value":9007199254740992}}'],
    ['{"a":{"value":1}}', "{}"],
  ])("tells %s from %s", async (a, b) => {
    expect(await hash(`{"registers":${a}}`)).not.toBe(await hash(`{"registers":${b}}`));
  });

  test("takes a number for the same however many digits are written", async () => {
    const a = await hash('{"registers":{"a":{"value":1e21}}}');
    expect(await hash('{"registers":{"a":{"value":1000000000000000000000}}}')).toBe(a);
  });

  test("of the same bytes is not made again", async () => {
    const text = json('{"registers":{"a":{"value":1}}}');
    const known = await read(text);
    expect(await read(text, { known })).toBe(known);
  });

  test("and registers that are still the same are not made again", async () => {
    const known = await read(json('{"registers":{"a":{"value":{"y":1,"x":2}},"b":{"value":1}}}'));
    const next = await read(json('{"registers":{"b":{"value":2},"a":{"value":{"y":1,"x":2}}}}'), { known });
    expect(next.registers.get("a")).toBe(known.registers.get("a"));
    expect(next.hash).not.toBe(known.hash);
  });
});

test("The hash of a selection changes with the patterns' order and the prefix, not with the tags' order", () => {
  const filter = SourceFilter.parse({ names: ["+a", "-b"], includeTags: ["x", "y"] });
  const all = [
    selectionHash(filter, ""),
    selectionHash({ ...filter, includeTags: ["y", "x"] }, ""),
    selectionHash({ ...filter, names: ["-b", "+a"] }, ""),
    selectionHash(filter, "plant."),
  ];
  expect(all[1]).toBe(all[0]);
  expect(new Set(all).size).toBe(3);
});

function isFirst([name]: Registers[number], index: number, all: Registers): boolean {
  return all.findIndex(([other]) => other === name) === index;
}
