import fc from "fast-check";
import { expect, test } from "vitest";
import type { Row } from "../../../renderer/lib/list/rows.ts";
import { headAbove, parentIndex, TypeAhead } from "../../../renderer/lib/list/walk.ts";
import { OVERSCAN, scrolledTo, slotsOf, windowOf } from "../../../renderer/lib/list/window.ts";
import { named } from "../../support/builders.ts";

const leaf = (name: string, level = 1): Row => ({
  ...{ kind: "register", key: name, name: named(name), said: 0 },
  ...{ level, position: 1, siblings: 1 },
});

test("a row's parent is the nearest row above of a lower level", () => {
  const rows = [leaf("a"), leaf("b", 2), leaf("c", 3), leaf("d", 2)];
  expect([0, 1, 2, 3].map((index) => parentIndex(rows, index))).toEqual([undefined, 0, 1, 0]);
});

test("the head above is the last one that has gone by", () => {
  expect([0, 4, 5, 99].map((first) => headAbove([0, 5, 9], first))).toEqual([0, 0, 5, 9]);
  expect(headAbove([], 3)).toBeUndefined();
});

test("letters go on, a pause begins anew, and a letter again means the next", () => {
  let now = 0;
  const typing = new TypeAhead(() => now);
  const rows = ["pump", "boiler", "probe", "pipe"].map((name) => leaf(name));
  expect(typing.find("p", rows, 0)).toBe(2);
  expect(typing.find("i", rows, 2)).toBe(3);
  now = 2_000;
  expect(typing.isTyping).toBe(false);
  expect(typing.find("b", rows, 3)).toBe(1);
  now = 4_000;
  expect(typing.find("x", rows, 1)).toBeUndefined();
});

test("the drawn rows cover the screen and never need more slots than there are", () => {
  const size = fc.integer({ min: 0, max: 2_000 });
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 400_000 }),
      size,
      fc.integer({ min: 20, max: 60 }),
      size,
      (top, height, row, count) => {
        const [from, to] = windowOf({ scrollTop: top, height }, row, count);
        expect(to - from).toBeLessThanOrEqual(slotsOf({ scrollTop: top, height }, row));
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThanOrEqual(count);
        if (top / row < count - OVERSCAN) expect(from * row).toBeLessThanOrEqual(top);
      },
    ),
  );
});

test("scrolling to a row moves as little as possible, and no stuck head covers it", () => {
  const viewport = { scrollTop: 320, height: 320 };
  expect(scrolledTo(15, viewport, 32, 0)).toBe(320);
  expect(scrolledTo(20, viewport, 32, 0)).toBe(352);
  expect(scrolledTo(10, viewport, 32, 32)).toBe(288);
  expect(scrolledTo(0, viewport, 32, 32)).toBe(0);
});
