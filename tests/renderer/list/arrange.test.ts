import fc from "fast-check";
import { expect, test } from "vitest";
import { arrange, pinMatcher, type Arranging } from "../../../renderer/lib/list/arrange.ts";
import type { Rows } from "../../../renderer/lib/list/rows.ts";
import { named } from "../../support/builders.ts";

const laidOut = (names: readonly string[], more: Partial<Arranging> = {}): Rows =>
  arrange({
    names: names.map(named),
    layout: "table",
    groupOf: undefined,
    pins: [],
    isOpen: (_key, byDefault) => byDefault,
    opensBranches: false,
    ...more,
  });

/** Rows as one would draw them on paper. */
const drawn = ({ rows, leaves }: Rows) =>
  rows.map((row) => {
    const indent = "  ".repeat(row.level - 1);
    if (row.kind === "register") return `${indent}${row.name.slice(row.said)}`;
    const label = row.kind === "group" && row.section !== "group" ? `<${row.section}>` : row.label;
    return `${indent}${row.isOpen ? "-" : "+"} ${label} (${leaves.slice(row.from, row.to).length})`;
  });

test("a table is its names", () => {
  expect(drawn(laidOut(["b", "a"]))).toEqual(["b", "a"]);
});

test("a tree is folded to its first branches", () => {
  expect(drawn(laidOut(["a.x", "a.y", "b", "c.d.e"], { layout: "tree" }))).toEqual(["+ a (2)", "b", "+ c (1)"]);
});

test("an open tree says every part of a name once", () => {
  expect(drawn(laidOut(["a.x", "a", "a.b.y"], { layout: "tree", opensBranches: true }))).toEqual([
    "- a (2)",
    "  x",
    "  - b (1)",
    "    y",
    "a",
  ]);
});

test("a branch stands where its best register stood", () => {
  const tree = laidOut(["z.1", "a", "z.2"], { layout: "tree", opensBranches: true });
  expect(drawn(tree)).toEqual(["- z (2)", "  1", "  2", "a"]);
});

test("groups stand in the order of their ranks", () => {
  const groupOf = (name: string) => ({ key: name.charAt(0), label: name.charAt(0), rank: name.charAt(0) });
  expect(drawn(laidOut(["b1", "a1", "b2"], { groupOf }))).toEqual(["- a (1)", "  a1", "- b (2)", "  b1", "  b2"]);
});

test("pins stand on top in their own order, and in a table only there", () => {
  const pins = ["c", "a.", "gone"].map(named);
  expect(drawn(laidOut(["a.x", "a.y", "b", "c"], { pins, opensBranches: true }))).toEqual([
    "- <pins> (3)",
    "  c",
    "  - a (2)",
    "    x",
    "    y",
    "- <rest> (1)",
    "  b",
  ]);
});

test("a tree keeps what is pinned, because it would have holes", () => {
  const pins = [named("a.x")];
  expect(drawn(laidOut(["a.x", "b"], { pins, layout: "tree" }))).toEqual([
    "- <pins> (1)",
    "  a.x",
    "- <all> (2)",
    "  + a (1)",
    "  b",
  ]);
});

test("a pinned branch pins what is below it", () => {
  const isPinned = pinMatcher(["a.", "b"].map(named));
  expect(["a.x", "a", "b", "b.x"].filter((name) => isPinned(named(name)))).toEqual(["a.x", "b"]);
});

const names = fc.uniqueArray(fc.stringMatching(/^[ab.]{0,6}$/), { maxLength: 12 });
const pinned = fc.uniqueArray(fc.stringMatching(/^[ab.]{0,4}$/), { maxLength: 3 });

test("every register has a row when all is open, every row a key of its own, and every place is told right", () => {
  fc.assert(
    fc.property(names, pinned, fc.constantFrom("table" as const, "tree" as const), (all, pins, layout) => {
      const { rows, leaves } = laidOut(all, { layout, pins: pins.map(named), opensBranches: true });
      const shown = rows.flatMap((row) => (row.kind === "register" ? [row.name] : []));
      expect(new Set(shown)).toEqual(new Set(all));
      expect(shown).toEqual(leaves);
      expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
      for (const row of rows) expect(row.position).toBeLessThanOrEqual(row.siblings);
    }),
  );
});

test("folding changes which rows there are, not which registers", () => {
  fc.assert(
    fc.property(names, (all) => {
      const folded = laidOut(all, { layout: "tree" });
      const open = laidOut(all, { layout: "tree", opensBranches: true });
      expect(folded.leaves).toEqual(open.leaves);
    }),
  );
});
