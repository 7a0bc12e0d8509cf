import fc from "fast-check";
import { expect, test } from "vitest";
import type { DocumentRegister } from "#electron/sync/document/document-register.ts";
import { select } from "#electron/sync/document/selection.ts";
import { includes } from "#shared/filter.ts";
import type { JsonText } from "#shared/json.ts";
import { SourceFilter } from "#shared/model/source.ts";

function register(tags: readonly string[]): DocumentRegister {
  const value = "1" as JsonText;
  return { value, metadata: undefined, canonicalValue: "1", canonicalMetadata: undefined, tags };
}

const letters = fc.constantFrom("a", "b", ".", "*", "?", "😀", "\ud83d", "\ude00");
const name = fc.string({ unit: letters, maxLength: 6 });
const pattern = fc
  .tuple(fc.constantFrom("+", "-"), fc.string({ unit: letters, minLength: 1, maxLength: 5 }))
  .map((parts) => parts.join(""));
const tags = fc.subarray(["x", "y", "z"]);

test("A selection is what the filter's naive model selects, with the prefix before the name", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(name, tags), { maxLength: 12, selector: ([each]) => each }),
      fc.array(pattern, { maxLength: 4 }),
      tags,
      tags,
      fc.constantFrom("", "plant."),
      (registers, names, includeTags, excludeTags, prefix) => {
        const filter = SourceFilter.parse({ names, includeTags, excludeTags });
        const selected = select(new Map(registers.map(([each, has]) => [each, register(has)])), filter, prefix);
        const model = registers
          .filter(([each]) => includes(filter.names, each))
          .filter(([, has]) => includeTags.length === 0 || includeTags.some((tag) => has.includes(tag)))
          .filter(([, has]) => !excludeTags.some((tag) => has.includes(tag)))
          .map(([each]) => prefix + each);
        expect([...selected.registers.keys()]).toEqual(model);
      },
    ),
    { numRuns: 2_000 },
  );
});

test("A name that its prefix makes too long is skipped, and named", () => {
  const registers = new Map([
    ["n".repeat(1_020), register([])],
    ["ok", register([])],
  ]);
  const { registers: selected, skipped } = select(registers, SourceFilter.parse({}), "plant.");
  expect([...selected.keys()]).toEqual(["plant.ok"]);
  expect(skipped.map(({ message }) => message)).toEqual([
    `registers.plant.${"n".repeat(54)}…: the name is too long with its prefix; shorten the prefix`,
  ]);
});
