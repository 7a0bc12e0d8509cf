import fc from "fast-check";
import { expect, test } from "vitest";
import { blocksOf, type Block, type Inline } from "../../../renderer/lib/devices/note-blocks.ts";

const text = (text: string) => ({ kind: "text", text });
const paragraph = (...parts: readonly unknown[]) => ({ kind: "paragraph", parts });

test("headings, lists, tasks, quotes, code, tables and rules are blocks of their own", () => {
  const note =
    "## Pump\n\n1. off\n2. on\n\n- [x] oiled\n- [ ] sealed\n\n> as told\n\n```\n<b>\n```\n\n|a|\n|-|\n|1|\n\n---";
  expect(blocksOf(note)).toEqual([
    { kind: "heading", level: 2, parts: [text("Pump")] },
    {
      kind: "list",
      start: 1,
      points: ["off", "on"].map((point) => ({ isDone: undefined, blocks: [paragraph(text(point))] })),
    },
    {
      kind: "list",
      start: undefined,
      points: [
        { isDone: true, blocks: [paragraph(text("oiled"))] },
        { isDone: false, blocks: [paragraph(text("sealed"))] },
      ],
    },
    { kind: "quote", blocks: [paragraph(text("as told"))] },
    { kind: "code", text: "<b>" },
    { kind: "table", head: [[text("a")]], rows: [[[text("1")]]] },
    { kind: "rule" },
  ]);
});

test("within a line there is emphasis, code, a line of its own, and links to the web and to people", () => {
  expect(blocksOf("**a** _b_ ~~c~~ `d`\n[e](https://example.com) <mailto:f@example.com>")).toEqual([
    paragraph(
      { kind: "strong", parts: [text("a")] },
      text(" "),
      { kind: "em", parts: [text("b")] },
      text(" "),
      { kind: "del", parts: [text("c")] },
      text(" "),
      { kind: "code", text: "d" },
      { kind: "break" },
      { kind: "link", href: "https://example.com", parts: [text("e")] },
      text(" "),
      { kind: "link", href: "mailto:f@example.com", parts: [text("mailto:f@example.com")] },
    ),
  ]);
});

test("tags stay what was written, pictures are not fetched, and links that lead elsewhere are text", () => {
  const note = "a <b onclick=x>b</b> [a](javascript:alert(1)) ![b](https://example.com/b.png) [c](file:///etc)";
  const parts = blocksOf(note).flatMap(partsOf);
  expect(parts.filter(({ kind }) => kind !== "text")).toEqual([
    { kind: "link", href: "https://example.com/b.png", parts: [text("b")] },
  ]);
  expect(parts.map((part) => ("text" in part ? part.text : "")).join("")).toBe(
    "a <b onclick=x>b</b> [a](javascript:alert(1))  [c](file:///etc)",
  );
  expect(blocksOf("<script>\nalert(1)\n</script>")).toEqual([paragraph(text("<script>\nalert(1)\n</script>"))]);
});

test("what is nested beyond reading is shown as it was written, and never ends the window", () => {
  for (const note of [">".repeat(20_000), "1. ".repeat(6_000), "- > ".repeat(5_000), "> ".repeat(39) + "x"]) {
    expect(depthOf(blocksOf(note))).toBeLessThan(20);
  }
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...MARKS), maxLength: 300 }), (note) => {
      expect(depthOf(blocksOf(note))).toBeLessThan(20);
    }),
  );
});

const MARKS = ["-", ">", "*", "_", "`", "[", "]", "(", ")", "!", "#", "|", "~", "<", "\\", " ", "\n", "1.", "x"];

function partsOf(block: Block): readonly Inline[] {
  return "parts" in block ? block.parts : [];
}

function depthOf(blocks: readonly Block[]): number {
  const below = blocks.map((block) => {
    if (block.kind === "quote") return depthOf(block.blocks);
    return block.kind === "list" ? Math.max(0, ...block.points.map((point) => depthOf(point.blocks))) : 0;
  });
  return 1 + Math.max(0, ...below);
}
