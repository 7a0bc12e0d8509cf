import { expect, test } from "vitest";
import { lineAt, offsetsOf, scrolledToLine, unevenWindowOf } from "../../../renderer/lib/list/uneven.ts";
import { OVERSCAN } from "../../../renderer/lib/list/window.ts";

/** A head of 32 before every ten lines of 50. */
const HEIGHTS = Array.from({ length: 110 }, (_, index) => (index % 11 === 0 ? 32 : 50));
const OFFSETS = offsetsOf(HEIGHTS);

test("a line is found by where it stands, its first pixel included and its last one excluded", () => {
  expect([0, 31, 32, 81, 82].map((y) => lineAt(OFFSETS, y))).toEqual([0, 0, 1, 1, 2]);
  expect(lineAt(OFFSETS, 1e9), "beyond the end is the last").toBe(109);
  expect(lineAt([0], 0), "there is none").toBe(0);
});

test("only what is on screen is drawn, and a little beyond its edges", () => {
  const [from, to] = unevenWindowOf({ scrollTop: 1_064, height: 300 }, OFFSETS);
  expect([from, to]).toEqual([22 - OVERSCAN, 29 + OVERSCAN]);
  expect(unevenWindowOf({ scrollTop: 0, height: 1e9 }, OFFSETS)).toEqual([0, 110]);
  expect(unevenWindowOf({ scrollTop: 0, height: 300 }, [0])).toEqual([0, 0]);
});

test("as little is scrolled as shows a line whole, below what is stuck over the top", () => {
  const view = { scrollTop: 1_064, height: 300 };
  expect(scrolledToLine(24, view, OFFSETS, 32), "it is whole already").toBe(1_064);
  expect(scrolledToLine(21, view, OFFSETS, 32)).toBe((OFFSETS[21] ?? 0) - 32);
  expect(scrolledToLine(40, view, OFFSETS, 32)).toBe((OFFSETS[41] ?? 0) - 300);
});
