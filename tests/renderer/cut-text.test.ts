import { expect, test } from "vitest";
import { gapOf } from "../../renderer/lib/cut-text.ts";

/** Every letter is ten wide, an ellipsis too. */
const widthOf = (text: string) => text.length * 10;

test("a text that fits leaves no gap", () => {
  expect(gapOf("heating", 70, widthOf)).toBe(0);
});

test.each([
  [69, 9],
  [60, 0],
  [55, 5],
  [12, 2],
  [5, 0],
])("a text of seven letters that is cut to %i leaves a gap of %i behind its ellipsis", (width, gap) => {
  expect(gapOf("heating", width, widthOf)).toBe(gap);
});
