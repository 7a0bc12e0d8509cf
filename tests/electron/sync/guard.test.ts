import { expect, test } from "vitest";
import { heldBackBecause } from "#electron/sync/guard.ts";

test.each([
  ["a first sync", { before: 0, after: 10, removed: 0 }, undefined],
  ["a first sync of an empty source", { before: 0, after: 0, removed: 0 }, undefined],
  ["an empty result", { before: 3, after: 0, removed: 3 }, "all 3 of its registers would be removed"],
  ["exactly a fifth removed", { before: 100, after: 80, removed: 20 }, undefined],
  ["more than a fifth removed", { before: 100, after: 79, removed: 21 }, "21 of 100 registers (21 %) would be removed"],
  ["exactly 50 removed", { before: 10_000, after: 9_950, removed: 50 }, undefined],
  [
    "more than 50 removed",
    { before: 10_000, after: 9_949, removed: 51 },
    "51 of 10000 registers (1 %) would be removed",
  ],
  ["as many added as removed", { before: 100, after: 100, removed: 30 }, "30 of 100 registers (30 %) would be removed"],
  ["two of three removed", { before: 3, after: 1, removed: 2 }, "2 of 3 registers (67 %) would be removed"],
])("%s", (_what, removal, sentence) => {
  const held = heldBackBecause(removal);
  if (sentence === undefined) expect(held).toBeUndefined();
  else expect(held).toContain(sentence);
});
