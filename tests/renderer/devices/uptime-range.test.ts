import { expect, test } from "vitest";
import { letterOf } from "#shared/uptime-letter.ts";
import type { UptimeCell } from "#shared/model/device.ts";
import { cellWords, gathered, grainOf, periodOf, ticksOf } from "../../../renderer/lib/devices/uptime-range.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = new Date(2026, 10, 21, 14, 7).getTime();
const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).getTime();

const cell = (from: number, parts: Partial<UptimeCell>): UptimeCell => ({
  ...{ from, online: 0, late: 0, offline: 0, flapping: 0, notObserved: 0, unknown: 0 },
  ...parts,
});

test("a day ends with the quarter that is running, a week and a month with what is left of a longer stretch", () => {
  expect(periodOf("day", NOW)).toEqual({ from: at(20, 14, 15), to: at(21, 14, 15) });
  expect(periodOf("week", NOW)).toEqual({ from: at(14, 16), to: at(21, 16) });
  expect(periodOf("month", NOW)).toEqual({ from: at(21, 16) - 31 * 24 * HOUR, to: at(21, 16) });
});

test("quarters are put together without losing any of their time, and the gravest of them shows", () => {
  const quarter = 15 * MINUTE;
  const cells = Array.from({ length: 8 }, (_, n) => cell(NOW + n * quarter, { online: quarter }));
  cells[3] = cell(NOW + 3 * quarter, { online: 10 * MINUTE, offline: 5 * MINUTE });
  const all = gathered(cells, grainOf("week"));
  expect(all).toEqual([cell(NOW, { online: 2 * HOUR - 5 * MINUTE, offline: 5 * MINUTE })]);
  expect(all.map(letterOf)).toEqual(["x"]);
  expect(gathered([cell(NOW, { unknown: quarter })], grainOf("day")).map(letterOf)).toEqual(["-"]);
});

test("a cell is told in words, the gravest first", () => {
  const mixed = cell(at(21, 14), { online: 13 * MINUTE, late: 2 * MINUTE });
  expect(cellWords(mixed, grainOf("day"), NOW)).toBe("14:00 to 14:15: late 2 m, online 13 m");
  expect(cellWords(cell(at(21, 14), { unknown: 15 * MINUTE }), grainOf("day"), NOW)).toBe("14:00 to 14:15: not known");
});

test("below a day stand hours, below a week and a month midnights", () => {
  const day = ticksOf("day", periodOf("day", NOW));
  expect(day.map(({ label }) => label)).toEqual([
    "15:00",
    "18:00",
    "21:00",
    "00:00",
    "03:00",
    "06:00",
    "09:00",
    "12:00",
  ]);
  for (const range of ["week", "month"] as const) {
    const ticks = ticksOf(range, periodOf(range, NOW));
    expect(ticks.length).toBeLessThanOrEqual(9);
    expect(ticks.map((tick) => new Date(tick.at).getHours())).toEqual(ticks.map(() => 0));
  }
});
