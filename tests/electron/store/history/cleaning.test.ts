import fc from "fast-check";
import { expect, test } from "vitest";
import { NUMBER, WITHDRAWN } from "#electron/history/moment.ts";
import { isPinned } from "#electron/history/pins.ts";
import { cleaning } from "#electron/store/history/cleaning.ts";
import { openHistory, SEGMENT } from "#electron/store/history/history-database.ts";
import { HistoryKeeper } from "#electron/store/history/history-keeper.ts";
import { historyQueries } from "#electron/store/history/history-queries.ts";
import { AtQuery, ChangesQuery, ExportQuery, SeriesQuery } from "#shared/contract/history.ts";
import { named } from "#tests/support/builders.ts";
import { NOON } from "#tests/support/fake-clock.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NAMES = ["boiler.temp", "boiler.mode", "pump.speed", "site"];
const PINS = ["boiler.", "site"];
const LATER = { now: NOON + 30 * DAY, changesFor: 7 * DAY, minutesFor: 90 * DAY, most: Number.MAX_SAFE_INTEGER };

/** A history with one change of each of `NAMES` at each of some times. */
function kept(times: readonly number[]) {
  const database = openHistory(":memory:");
  const keeper = new HistoryKeeper(database, new Map());
  const queries = historyQueries(database);
  times.forEach((time, index) => {
    const cells = NAMES.flatMap((_, number) => [number, NOON + time, NUMBER, index % 7]);
    const names = NAMES.map((name, number) => [number, name] as const);
    keeper.keep({ names, cells, observed: { from: NOON, to: NOON + time }, unobserved: [] });
    keeper.pack();
  });
  const timesOf = (name: string, grain: "changes" | "minutes" = "changes") =>
    queries
      .historyExport(ExportQuery.parse({ from: 0, to: NOON + 400 * DAY, registers: [name], grain, limit: 10_000 }))
      .lines.map(({ at }) => at - NOON);
  const clean = (retention: Partial<Parameters<typeof cleaning>[1]> = {}): number =>
    Array.from(cleaning(database, { ...LATER, pins: PINS, ...retention })).length;
  return { database, keeper, queries, timesOf, clean, [Symbol.dispose]: () => void database.close() };
}

test("neither age nor size drops a change of a pinned register, nor one that is not rolled up", () => {
  const someTimes = fc
    .uniqueArray(fc.integer({ min: 0, max: 30 * DAY - 1 }), { maxLength: 40, minLength: 1 })
    .map((times) => times.sort((a, b) => a - b));
  fc.assert(
    fc.property(someTimes, fc.constantFrom(0, 60_000, 80_000, Number.MAX_SAFE_INTEGER), (times, most) => {
      using history = kept(times);
      history.clean({ most });
      for (const name of NAMES) {
        const left = new Set(history.timesOf(name));
        const minutes = new Set(history.timesOf(name, "minutes"));
        const gone = times.filter((time) => !left.has(time));
        if (isPinned(name, PINS)) expect(gone).toEqual([]);
        // Too much may take the minutes as well, but only when no change is left to be dropped.
        const isAllGone = times.every((time) => !left.has(time) || time >= (times.at(-1) ?? 0) - SEGMENT);
        const lost = isAllGone && most < Number.MAX_SAFE_INTEGER ? [] : gone;
        for (const time of lost) expect(minutes).toContain(time - (time % 60_000));
      }
    }),
    { numRuns: 30 },
  );
});

test("what is older than its days goes, its minutes stay until theirs are over, and what is young stays", () => {
  using history = kept([0, 22 * DAY, 25 * DAY, 29 * DAY]);
  history.clean();
  expect(history.timesOf("pump.speed")).toEqual([25 * DAY, 29 * DAY]);
  expect(history.timesOf("pump.speed", "minutes")).toEqual([0, 22 * DAY, 25 * DAY]);
  history.clean({ minutesFor: 10 * DAY });
  expect(history.timesOf("pump.speed", "minutes")).toEqual([22 * DAY, 25 * DAY]);
  expect(history.queries.historySize({ largest: 4, pins: PINS }).largest).toMatchObject([
    { isPinned: true },
    { isPinned: true },
    { register: "site", isPinned: true },
    { register: "pump.speed", isPinned: false },
  ]);
});

test("what is too much goes from its oldest hour on, in small steps, and what it held is used again", () => {
  using history = kept(Array.from({ length: 1_200 }, (_, index) => index * SEGMENT));
  const size = (pragma: string) => history.database.pragma(pragma, { simple: true }) as number;
  const before = size("page_count");
  const steps = history.clean({ now: NOON + 10 * DAY, changesFor: 100 * DAY, most: 0.8 * before * 4_096 });
  const left = history.timesOf("pump.speed");
  expect(steps).toBeGreaterThan(10);
  expect(left.at(-1)).toBe(1_199 * SEGMENT);
  expect(left[0]).toBeGreaterThan(0);
  expect(history.timesOf("boiler.temp")).toHaveLength(1_200);
  expect(size("freelist_count")).toBeLessThanOrEqual(0.1 * size("page_count"));
});

test("what has been as it is for longer than changes are kept is known to be so, and its change is out of sight", () => {
  using history = kept([0, 3_600_000, 90 * 60_000]);
  const now = NOON + 30 * DAY;
  const observed = { from: NOON, to: now };
  const withdrawn = { names: [], cells: [2, NOON + 2 * 3_600_000, WITHDRAWN, null], observed, unobserved: [] };
  history.keeper.keep(withdrawn);
  history.keeper.pack();
  for (const most of [Number.MAX_SAFE_INTEGER, 0, 0]) history.clean({ most, pins: [], minutesFor: 400 * DAY });
  const { historyAt, historyChanges, historySeries, historySize } = history.queries;
  const then = AtQuery.parse({ at: now - DAY, registers: ["boiler.mode", "pump.speed"] });
  expect(historyAt({ ...then, now })).toEqual([
    { register: "boiler.mode", value: "2", since: NOON + 90 * 60_000 },
    { register: "pump.speed" },
  ]);
  const series = [{ register: named("boiler.mode") }];
  const [line] = historySeries({ ...SeriesQuery.parse({ from: now - DAY, to: now, series }), now });
  expect(line).toMatchObject({ kind: "number", at: [now - DAY], last: [2], gaps: [] });
  expect(history.timesOf("boiler.mode")).toEqual([]);
  expect(historyChanges(ChangesQuery.parse({ register: "boiler.mode" })).changes).toEqual([]);
  expect(historySize({ largest: 0, pins: [] }).oldestAt).toBeUndefined();
});

test("a plot from before changes are kept tells of the minutes, also where nothing happened in it", () => {
  using history = kept([0, 10 * DAY]);
  const now = NOON + 30 * DAY;
  history.keeper.keep({ names: [], cells: [], observed: { from: NOON, to: now }, unobserved: [] });
  history.keeper.pack();
  history.clean({ pins: [] });
  const range = { from: NOON + 5 * DAY, to: NOON + 6 * DAY };
  const asked = SeriesQuery.parse({ ...range, series: [{ register: named("pump.speed") }] });
  const [line] = history.queries.historySeries({ ...asked, now });
  expect(line).toMatchObject({ resolution: "minute", gaps: [], kind: "number" });
  expect([line?.at[0], line?.last[0]]).toEqual([range.from, 0]);
});

test("nothing is too old by a clock that went years ahead, before it has kept to that for a day", () => {
  using history = kept([0, DAY]);
  const ahead = NOON + 1_500 * DAY;
  const observe = (to: number): void => {
    history.keeper.keep({ names: [], cells: [], observed: { from: ahead, to }, unobserved: [] });
    history.keeper.pack();
  };
  observe(ahead + 23 * HOUR);
  history.clean({ now: ahead + 23 * HOUR });
  expect(history.timesOf("pump.speed")).toEqual([0, DAY]);
  observe(ahead + 25 * HOUR);
  history.clean({ now: ahead + 25 * HOUR });
  expect(history.timesOf("pump.speed")).toEqual([]);
});
