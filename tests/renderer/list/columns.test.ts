import fc from "fast-check";
import { expect, test } from "vitest";
import { COLUMNS, columnsFrom, DEFAULT_COLUMNS, fit, moved } from "../../../renderer/lib/list/columns.ts";

test("nothing kept means the usual columns, and the name is never missing", () => {
  expect(columnsFrom([])).toEqual(DEFAULT_COLUMNS);
  expect(columnsFrom(["age", "nonsense", "age"])).toEqual(["name", "age"]);
});

test("beside the inspector of a small laptop the trend still has room", () => {
  expect(fit(DEFAULT_COLUMNS, {}, 692).columns).toEqual(["state", "name", "value", "trend", "age"]);
});

test("without the inspector all usual columns have room", () => {
  expect(fit(DEFAULT_COLUMNS, {}, 1072).columns).toEqual(DEFAULT_COLUMNS);
});

test("beside a drawer on a small screen a row keeps one line, and its age", () => {
  const { columns, twoLines, hasStateWord } = fit(DEFAULT_COLUMNS, {}, 504);
  expect({ columns, twoLines, hasStateWord }).toEqual({
    columns: ["state", "name", "value", "age"],
    twoLines: false,
    hasStateWord: false,
  });
});

test("a phone's width takes two lines", () => {
  expect(fit(DEFAULT_COLUMNS, {}, 400)).toMatchObject({ twoLines: true });
});

test("name, value and state stay, whatever the width and whatever is wide", () => {
  const widths = fc.dictionary(fc.constantFrom(...COLUMNS), fc.integer({ min: 40, max: 1_000 }));
  fc.assert(
    fc.property(widths, fc.integer({ min: 0, max: 3_000 }), (given, available) => {
      const { columns } = fit(DEFAULT_COLUMNS, given, available);
      expect(columns).toEqual(expect.arrayContaining(["name", "value", "state"]));
    }),
  );
});

test("moving a column stops at the ends and loses none", () => {
  expect(moved(["state", "name", "age"], "age", -1)).toEqual(["state", "age", "name"]);
  expect(moved(["state", "name", "age"], "age", 5)).toEqual(["state", "name", "age"]);
  expect(moved(["state", "name", "age"], "state", -1)).toEqual(["state", "name", "age"]);
});
