import { expect, test } from "vitest";
import { textHits } from "../../renderer/lib/text-hits.ts";

test("what is looked for is found wherever it stands, in capitals or not, and no place twice", () => {
  expect(textHits("Pump, pump, PUMP", "pump", 10)).toEqual([0, 6, 12]);
  expect(textHits("aaaa", "aa", 10)).toEqual([0, 2]);
  expect(textHits("a text", "", 10)).toEqual([]);
});

test("no more is looked for than can be walked through", () => {
  expect(textHits("x".repeat(1_000), "x", 3)).toEqual([0, 1, 2]);
});

test("letters that are longer when small do not move what is found behind them", () => {
  expect(textHits("İ pump", "pump", 10)).toEqual([2]);
});
