import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diff } from "#electron/sync/document/diff.ts";
import type { RegisterTexts } from "#electron/sync/document/document-register.ts";
import type { JsonText } from "#shared/json.ts";
import type { RegisterName } from "#shared/model/register.ts";
import { named } from "#tests/support/builders.ts";

type Registers = ReadonlyMap<RegisterName, RegisterTexts>;

function texts(value: string, metadata?: string): RegisterTexts {
  return metadata === undefined
    ? { value: value as JsonText }
    : { value: value as JsonText, metadata: metadata as JsonText };
}

function registersOf(all: Readonly<Record<string, RegisterTexts>>): Registers {
  return new Map(Object.entries(all).map(([name, register]) => [named(name), register]));
}

/** The slow and obvious way to bring registers from one state to the other. */
function applied(before: Registers, { changes }: ReturnType<typeof diff>): Map<string, unknown> {
  const state = new Map<string, unknown>([...before].map(([name, { value, metadata }]) => [name, { value, metadata }]));
  for (const { name, kind, after, afterMetadata } of changes) {
    if (kind === "removed") state.delete(name);
    else state.set(name, { value: after, metadata: afterMetadata });
  }
  return state;
}

const anyTexts = fc
  .tuple(fc.constantFrom("1", "2", "null", '"x"', '{"a":1}'), fc.option(fc.constantFrom('{"unit":"K"}', '{"min":0}')))
  .map(([value, metadata]) => texts(value, metadata ?? undefined));
const state = fc
  .uniqueArray(fc.tuple(fc.constantFrom("a", "b", "c", "d", "", "__proto__"), anyTexts), { selector: ([name]) => name })
  .map((all) => new Map(all.map(([name, register]) => [named(name), register])));

describe("A diff", () => {
  test("applied to what was before gives what is after", () => {
    fc.assert(
      fc.property(state, state, (before, after) => {
        const found = diff(before, after);
        expect(applied(before, found)).toEqual(
          new Map([...after].map(([name, { value, metadata }]) => [name, { value, metadata }])),
        );
        expect(found.added + found.updated + found.removed).toBe(found.changes.length);
        expect(found.added + found.updated + found.unchanged).toBe(after.size);
        expect(found.removed + found.updated + found.unchanged).toBe(before.size);
      }),
      { numRuns: 1_000 },
    );
  });

  test("says by name what was and what is", () => {
    const before = registersOf({ c: texts("1"), b: texts("1", '{"unit":"K"}'), same: texts("5") });
    const after = registersOf({ d: texts("4", '{"unit":"W"}'), b: texts("1"), same: texts("5") });
    expect(diff(before, after)).toEqual({
      changes: [
        { name: "b", kind: "updated", before: "1", beforeMetadata: '{"unit":"K"}', after: "1" },
        { name: "c", kind: "removed", before: "1" },
        { name: "d", kind: "added", after: "4", afterMetadata: '{"unit":"W"}' },
      ],
      added: 1,
      updated: 1,
      removed: 1,
      unchanged: 1,
    });
  });

  test.each([
    ['{"a":1,"b":[{"x":1,"y":2}]}', '{"b":[{"y":2,"x":1}],"a":1}'],
    ["1e+21", "1000000000000000000000"],
    ["12345678901234567890", "12345678901234567890"],
  ])("takes %s and %s for the same", (a, b) => {
    expect(diff(registersOf({ r: texts(a, a) }), registersOf({ r: texts(b, b) }))).toMatchObject({
      changes: [],
      unchanged: 1,
    });
  });
});
