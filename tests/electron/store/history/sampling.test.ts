import { describe, expect, test } from "vitest";
import { kept } from "#electron/history/moment.ts";
import { EXPIRED, type Moment } from "#electron/history/moment.ts";
import { openHistory, openHistoryToRead } from "#electron/store/history/history-database.ts";
import { HistoryKeeper } from "#electron/store/history/history-keeper.ts";
import { historyQueries } from "#electron/store/history/history-queries.ts";
import { packMoments } from "#electron/store/history/moments-segment.ts";
import type { Database } from "#electron/store/database.ts";
import { SeriesQuery } from "#shared/contract/history.ts";
import type { Period, Series } from "#shared/model/history.ts";
import { named } from "#tests/support/builders.ts";
import { NOON } from "#tests/support/fake-clock.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

const SECONDS = 13_000;
const TTL = 10_000;
const END = NOON + SECONDS * 1_000;

/** A structure that is reported each second, and not at all in some times, each in seconds since noon. */
function motor(silences: readonly (readonly [from: number, to: number])[]): Moment[] {
  const moments: Moment[] = [];
  for (let second = 0; second < SECONDS; second++) {
    const silence = silences.find(([from, to]) => from <= second && second < to);
    const at = NOON + second * 1_000;
    if (silence === undefined) moments.push({ at, ...kept({ rpm: second, at: "the mill" }) });
    else if (silence[0] === second) moments.push({ at, kind: EXPIRED, value: TTL });
  }
  return moments;
}

/** A history with these moments of one register. */
function aHistory(
  moments: readonly Moment[],
): Disposable & { readonly database: Database; readonly plot: () => Series } {
  const database = openHistory(":memory:");
  const keeper = new HistoryKeeper(database, new Map());
  const cells = moments.flatMap(({ at, kind, value }) => [1, at, kind, value]);
  keeper.keep({ names: [[1, "motor"]], cells, observed: { from: NOON, to: END }, unobserved: [] });
  keeper.pack();
  return { database, plot: () => plotOf(database), [Symbol.dispose]: () => void database.close() };
}

/** Six lines, so that each may read no more than 10,000 changes. */
function plotOf(database: Database): Series {
  const lines = ["/rpm", "/at", "/a", "/b", "/c", "/d"].map((pointer) => ({ register: "motor", pointer }));
  const query = SeriesQuery.parse({ from: NOON, to: END, points: 1_000, series: lines });
  const [series] = historyQueries(database).historySeries({ ...query, now: END });
  if (series === undefined) throw new Error("six lines were asked for");
  return series;
}

const seconds = ({ from, to }: Period) => [(from - NOON) / 1_000, (to - NOON) / 1_000];
const gapsIn = ({ gaps }: Series) => gaps.map((gap) => [...seconds(gap), gap.reason]);

describe("Of more changes than can be read at once", () => {
  const TWO = [
    [1_900, 2_000],
    [8_300, 8_450],
  ] as const;

  test("a plot breaks off where the line did, wherever that was, and begins again where it did", () => {
    using history = aHistory(motor(TWO));
    const series = history.plot();
    expect(series).toMatchObject({ resolution: "sampled", kind: "number" });
    expect(gapsIn(series)).toEqual([
      [1_900, 2_000, "expired"],
      [8_300, 8_450, "expired"],
    ]);
    expect(series.at.length).toBeGreaterThan(100);
  });

  test("the same holds for what was packed before anybody counted how often a line broke off", () => {
    using history = aHistory(motor(TWO));
    history.database.exec("UPDATE minutes SET breaks = NULL");
    expect(gapsIn(history.plot())).toEqual([
      [1_900, 2_000, "expired"],
      [8_300, 8_450, "expired"],
    ]);
  });

  test("a line that breaks off all the time is drawn over none of it, read or not", () => {
    const silences = Array.from({ length: SECONDS / 100 }, (_, at) => [at * 100 + 50, at * 100 + 70] as const);
    using history = aHistory(motor(silences));
    const series = history.plot();
    expect(series.resolution).toBe("sampled");
    expect(new Set(series.gaps.map(({ reason }) => reason))).toEqual(new Set(["expired", "not-read"]));
    const isInGap = (at: number) => series.gaps.some(({ from, to }) => from <= at && at < to);
    for (const [from, to] of silences) {
      expect(isInGap(NOON + from * 1_000)).toBe(true);
      expect(isInGap(NOON + to * 1_000 - 1)).toBe(true);
    }
    // Each of the points stands where something was read.
    const drawn = series.at.filter((_, index) => series.last[index] !== null);
    expect(drawn.filter(isInGap)).toEqual([]);
  });

  test("one that came back before its silence was a gap did not break off", () => {
    const short = Array.from({ length: SECONDS / 100 }, (_, at) => [at * 100 + 50, at * 100 + 53] as const);
    using history = aHistory(motor(short));
    expect(history.plot()).toMatchObject({ resolution: "sampled", gaps: [] });
  });
});

test("a history of the first schema is read as it is, and brought to the newest with all that is in it", async () => {
  await using directory = await temporaryDirectory();
  const path = `${directory.path}/history.db`;
  const first = openHistory(path, 1);
  const packed = packMoments([{ at: NOON, ...kept({ rpm: 7 }) }], NOON);
  first.exec("INSERT INTO registers (id, name) VALUES (1, 'motor')");
  first.prepare("INSERT INTO moments VALUES (1, ?, 0, ?)").run(NOON / 600_000, packed);
  first.prepare("INSERT INTO minutes VALUES (1, ?, 0, 12000, x'')").run(NOON / 600_000);
  first.prepare("INSERT INTO observation (kind, from_at, to_at) VALUES ('running', ?, ?)").run(NOON, END);
  first.close();
  const reading = openHistoryToRead(path);
  if (reading === undefined) throw new Error("there is a history");
  const before = plotOf(reading);
  reading.close();
  expect(before).toMatchObject({ register: named("motor"), resolution: "sampled", at: [NOON], last: [7] });
  const newest = openHistory(path);
  expect(newest.prepare("SELECT * FROM minutes").all()).toEqual([
    { register: 1, segment: NOON / 600_000, part: 0, count: 12_000, packed: Buffer.alloc(0), breaks: null },
  ]);
  expect(plotOf(newest)).toEqual(before);
  newest.close();
});
