import { describe, expect, test } from "vitest";
import type { JsonText } from "#shared/json.ts";
import type { Change, Gap } from "#shared/model/history.ts";
import { pointerOf } from "../../renderer/lib/json-pointer.ts";
import { rowsOf } from "../../renderer/lib/plot-rows.ts";

const change = (at: number, value: string): Change => ({ at, value: value as JsonText });

describe("The rows of a table of changes", () => {
  test("say how long each value held, the newest until now", () => {
    expect(rowsOf([change(30, "2"), change(10, "1")], [], [], undefined)).toEqual([
      { from: 30, until: undefined, text: "2" },
      { from: 10, until: 30, text: "1" },
    ]);
  });

  test("break off where nobody watched, and where there was no value", () => {
    const asleep: Gap = { from: 15, to: 25, reason: "asleep" };
    const changes: Change[] = [change(30, "1"), { at: 20, gap: "expired" }, change(10, "1")];
    expect(rowsOf(changes, [asleep], [], 40)).toEqual([
      { from: 30, until: 40, text: "1" },
      { from: 20, until: 30, gap: "expired" },
      { from: 15, until: 20, gap: "asleep" },
      { from: 10, until: 15, text: "1" },
    ]);
  });

  test("are those of one place, where there may be nothing", () => {
    const changes = [change(40, "{}"), change(30, '{"a":[7]}'), change(20, '{"a":[5],"b":1}'), change(10, '{"a":[5]}')];
    expect(rowsOf(changes, [], ["a", 0], 50)).toEqual([
      { from: 40, until: 50 },
      { from: 30, until: 40, text: "7" },
      { from: 10, until: 30, text: "5" },
    ]);
  });
});

test("a place is told to the host as RFC 6901 writes it", () => {
  expect(pointerOf([])).toBe("");
  expect(pointerOf(["motor", 0, "a/b", "m~n", ""])).toBe("/motor/0/a~1b/m~0n/");
});
