import { expect, test } from "vitest";
import { shapeOf, sparkline, sparkPoints } from "../../renderer/lib/sparkline.ts";
import type { Run } from "../../renderer/lib/run-log.ts";

const size = { width: 104, height: 20 };
/** One second is 5/3 of a pixel. */
const now = 60_000;
const run = (text: string, from: number, until = from, isAfterGap = false): Run =>
  ({ text, from: from * 1_000, until: until * 1_000, isAfterGap }) as Run;
const drawn = (runs: readonly Run[]) => sparkline(sparkPoints(runs), shapeOf(runs[0]?.text ?? "0"), now, size);

test("numbers are joined by a line, and a steady one is a line", () => {
  expect(drawn([run("1", 0, 30), run("2", 60)])).toBe("M2 18H52L102 2");
});

test("what nobody saw stays blank", () => {
  expect(drawn([run("1", 0, 30), run("2", 48, 60, true)])).toBe("M2 18H52M82 2H102");
  expect(drawn([run("1", 0, 30), run("null", 30, 40), run("1", 48, 60)])).toBe("M2 10H52M82 10H102");
});

test("on and off are steps", () => {
  expect(drawn([run("false", 0, 29), run("true", 30, 60)])).toBe("M2 18H50.3H52V2H102");
});

test("texts tick where they change", () => {
  expect(drawn([run('"a"', 0, 29), run('"b"', 30, 60)])).toBe("M52 6V14");
});

test("what was reported but once is no line yet", () => {
  expect(drawn([run("1", 30)])).toBe("");
  expect(drawn([run("1", 30), run("2", 48, 48, true)])).toBe("M52 18h1M82 2h1");
});

test("nothing seen is nothing drawn", () => {
  expect(drawn([])).toBe("");
});
