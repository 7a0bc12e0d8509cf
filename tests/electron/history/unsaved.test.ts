import { describe, expect, test } from "vitest";
import { NUMBER } from "#electron/history/moment.ts";
import { Unsaved } from "#electron/history/unsaved.ts";
import { NOON } from "#tests/support/fake-clock.ts";

describe("What is not stored yet", () => {
  test("of a flood is the last value of each register since the last taking, however fast the disk takes them", () => {
    const unsaved = new Unsaved(1 << 26);
    const lines = Array.from({ length: 6_000 }, (_, index) => unsaved.line(`sensor-${index}`));
    let value = 0;
    const flood = (): void => {
      value += 1;
      for (const line of lines) unsaved.add(line, { at: NOON + value, kind: NUMBER, value });
    };
    for (let times = 0; times < 10; times++) flood();
    let writes = 0;
    do {
      unsaved.take();
      writes += 1;
      flood();
    } while (unsaved.isDue);
    expect(writes).toBe(2); // of what was there when the first began
    expect(unsaved.writes).toBeLessThanOrEqual(3);
  });

  test("keeps its order and the last value of each register over several takings", () => {
    const unsaved = new Unsaved(1 << 26);
    const [busy, other] = [unsaved.line("busy"), unsaved.line("other")];
    for (let value = 1; value <= 8_000; value++) unsaved.add(busy, { at: NOON, kind: NUMBER, value });
    unsaved.add(other, { at: NOON + 1, kind: NUMBER, value: 1 });
    unsaved.add(busy, { at: NOON + 2, kind: NUMBER, value: 8_001 });
    const first = valuesIn(unsaved.take().cells);
    for (let value = 1; value <= 4_000; value++) unsaved.add(other, { at: NOON + 3, kind: NUMBER, value });
    const second = valuesIn(unsaved.take().cells);
    expect([first.length, first.at(0), first.at(-1), first.at(-2)]).toEqual([3_001, 1, 1, 8_001]);
    expect([second.length, second.at(0), second.at(-1)]).toEqual([3_000, 1, 4_000]);
    expect(unsaved.isEmpty).toBe(true);
  });
});

function valuesIn(cells: readonly unknown[]): unknown[] {
  return cells.filter((_cell, at) => at % 4 === 3);
}
