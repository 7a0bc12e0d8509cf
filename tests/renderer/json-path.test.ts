import { expect, test } from "vitest";
import { formatPath, plottablePaths, valueAt } from "../../renderer/lib/json-path.ts";

test.each([
  [[], "."],
  [["stages", 2, "temp"], ".stages[2].temp"],
  [[0], ".[0]"],
  [["odd key"], '.["odd key"]'],
  [["a", "", "__proto__"], '.a[""].__proto__'],
])("%j is written as %s", (steps, text) => {
  expect(formatPath(steps)).toBe(text);
});

test("a value is found by its path, the last of those with the same key", () => {
  const text = '{"a":[1,{"b":2}],"a":[3,{"b":4.0}]}';
  expect(valueAt(text, ["a", 1, "b"])).toBe("4.0");
  expect(valueAt(text, ["a", "1"])).toBeUndefined();
  expect(valueAt(text, ["nothing", "here"])).toBeUndefined();
  expect(valueAt(text, [])).toBe(text);
});

test("only numbers and switches can be plotted", () => {
  const text = '{"name":"x","on":true,"temps":[1,null,-2.5],"deep":{"none":{}}}';
  expect(plottablePaths(text, 10)).toEqual([["on"], ["temps", 0], ["temps", 2]]);
  expect(plottablePaths(text, 2)).toHaveLength(2);
  expect(plottablePaths("21.5", 10)).toEqual([[]]);
  expect(plottablePaths('"21.5"', 10)).toEqual([]);
});
