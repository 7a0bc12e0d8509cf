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

test("A selection is what the filter's naive model selects, with the prefix before the name, but for half letters", () => {
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
          .map(([each]) => each);
        const [whole, half] = [
          model.filter((each) => each.isWellFormed()),
          model.filter((each) => !each.isWellFormed()),
        ];
        expect([...selected.registers.keys()]).toEqual(whole.map((each) => prefix + each));
        expect(selected.skipped.map((skipped) => skipped.name)).toEqual(half);
      },
    ),
    { numRuns: 2_000 },
  );
});

test("A name with half a letter, which could be stored under another's name only, is skipped, and named", () => {
  const registers = new Map([
    ["pump.\ud83d", register([])],
    ["pump.\ud83d\ude00", register([])],
  ]);
  const { registers: selected, skipped } = select(registers, SourceFilter.parse({}), "plant.");
  expect([...selected.keys()]).toEqual(["plant.pump.😀"]);
  expect(skipped).toEqual([
    {
      name: "pump.\ud83d",
      message: "registers.plant.pump.\ud83d: the name has half of a surrogate pair, which is no letter; write it whole",
    },
  ]);
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
