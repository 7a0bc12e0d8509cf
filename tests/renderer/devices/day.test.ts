import { expect, test } from "vitest";
import { CELL, daySentence, dayStart, stretchesOf, stretchWords } from "../../../renderer/lib/devices/day.ts";
import { paceSentences, paceShort, paceSpan } from "../../../renderer/lib/devices/pace.ts";
import { NOON } from "../../support/fake-clock.ts";

test("cells side by side that show the same are one stretch", () => {
  expect(stretchesOf("--oox")).toEqual([
    { letter: "-", first: 0, cells: 2 },
    { letter: "o", first: 2, cells: 2 },
    { letter: "x", first: 4, cells: 1 },
  ]);
});

test("a letter that a newer host may send counts for what nobody observed", () => {
  expect(stretchesOf("o?o").map(({ letter }) => letter)).toEqual(["o", "n", "o"]);
});

test("the bar ends with the quarter of an hour that is running, in UTC", () => {
  const from = dayStart(NOON + 7 * 60_000);
  expect(new Date(from + 95 * CELL).getTime()).toBe(NOON);
  expect(stretchWords({ letter: "x", first: 94, cells: 2 }, from)).toMatch(/^\d\d:45 to \d\d:15: Offline$/);
});

test("who cannot see the bar hears how much of the day was not well", () => {
  const day = `${"o".repeat(90)}xxlfnn`;
  expect(daySentence({ day, uptime: 97.87 })).toBe(
    "Last 24 hours: 97.9 % not offline; offline 30 m, flapping 15 m, late 15 m, not observed 30 m",
  );
  expect(daySentence({ day: "n".repeat(96) })).toBe("Last 24 hours: not observed; not observed 1 d");
});

test("a pace is as exact as it helps", () => {
  expect([0, 350.4, 2_460, 12_499, 190_000].map(paceSpan)).toEqual(["0 ms", "350 ms", "2.5 s", "12 s", "3 m 10 s"]);
  expect(paceShort({ p50: 10_000, jitter: 180, of: 30 })).toBe("10 s ± 180 ms");
});

test("what is not known of a device's pace is not said", () => {
  expect(paceSentences({})).toBe("");
  expect(paceSentences({ pickUp: { p50: 800, jitter: 100, of: 3 } })).toBe(
    "Picks up what was approved after 800 ms (the middle of the last 3).",
  );
});
