import { describe, expect, test } from "vitest";
import { named } from "#tests/support/builders.ts";
import { NOON } from "#tests/support/fake-clock.ts";
import { ExportQuery } from "#shared/contract/history.ts";
import { aPast, gapsOf, pointsOf, type KeptPast } from "./kept-history.ts";

/** A moment at which the end of observing is moved on, in milliseconds. */
const BEATEN = 10_500;

describe("The history", () => {
  test("has every change and no refresh, and carries the last value on", async () => {
    await using past = aPast();
    for (const value of [20, 20, 21, 21, 21, 20]) {
      past.report("boiler.temp", value);
      await past.clock.advance(4_000);
    }
    const series = await past.series("boiler.temp");
    expect(pointsOf(series)).toEqual([
      [0, 20],
      [8, 21],
      [20, 20],
    ]);
    expect(series).toMatchObject({ kind: "number", resolution: "raw", gaps: [], count: [1, 1, 1] });
  });

  test("has nothing of a name with half a letter, and nothing of it under the name it would get in UTF-8", async () => {
    await using past = aPast();
    past.report("pump.\ud83d", 1);
    past.report("pump.\ufffd", 2);
    await past.clock.advance(1_000);
    past.report("pump.\ud83d", 3);
    await past.clock.advance(1_000);
    expect(pointsOf(await past.series("pump.\ufffd"))).toEqual([[0, 2]]);
    expect(pointsOf(await past.series("pump.\ud83d"))).toEqual([]);
  });

  test("has no change where only the metadata changed", async () => {
    await using past = aPast();
    const at = (unit: string) => [{ name: named("a"), value: 1, metadata: { unit }, ttl: 10_000 }];
    past.registry.provide(at("K"), "192.168.1.20");
    await past.clock.advance(1_000);
    past.registry.provide(at("°C"), "192.168.1.20");
    expect(pointsOf(await past.series("a", { to: NOON + 2_000 }))).toEqual([[0, 1]]);
  });

  test("breaks where a register was silent for more than 1.5 times its time to live, and not before", async () => {
    await using past = aPast();
    past.report("a", 1, 10_000);
    await past.clock.advance(14_900);
    past.report("a", 1, 10_000);
    await past.clock.advance(15_500);
    past.report("a", 2, 10_000);
    await past.clock.advance(1_000);
    const series = await past.series("a");
    expect(gapsOf(series).map(([from, to, reason]) => [Math.round(from), Math.round(to), reason])).toEqual([
      [25, 30, "expired"],
    ]);
    expect(series.last).toEqual([1, 1, null, 2]);
  });

  test("breaks where a register was withdrawn, and where it has no value", async () => {
    await using past = aPast();
    past.report("a", 1);
    await past.clock.advance(1_000);
    past.report("a", null);
    await past.clock.advance(1_000);
    past.report("a", 2);
    await past.clock.advance(1_000);
    past.registry.withdraw([named("a")]);
    await past.clock.advance(1_000);
    const series = await past.series("a");
    expect(gapsOf(series)).toEqual([
      [1, 2, "no-value"],
      [3, 4, "withdrawn"],
    ]);
    expect(pointsOf(series)).toEqual([
      [0, 1],
      [1, null],
      [2, 2],
      [3, null],
    ]);
  });

  test("knows nothing of a time in which the machine slept, and takes up each register with its next report", async () => {
    await using past = aPast();
    past.report("a", 1, 3_600_000);
    await past.clock.advance(BEATEN);
    await past.clock.sleep(600_000);
    past.historian.append({ from: NOON + BEATEN, to: past.clock.now() + 5_000, reason: "asleep" });
    await past.clock.advance(2_000);
    past.report("a", 1, 3_600_000);
    await past.clock.advance(2_000);
    const series = await past.series("a");
    expect(gapsOf(series)).toEqual([[10.5, 612.5, "asleep"]]);
    expect(pointsOf(series).at(-1)).toEqual([612.5, 1]);
  });

  test("notices a jump of the clock that nobody told of, also by the first report after it", async () => {
    await using past = aPast();
    past.report("a", 1, 3_600_000);
    await past.clock.advance(BEATEN);
    past.clock.setWall(120_000);
    past.report("a", 1, 3_600_000);
    await past.clock.advance(1_000);
    expect(await past.historian.unobserved({ from: NOON, to: past.clock.now() })).toEqual([
      { from: NOON + BEATEN, to: NOON + BEATEN + 120_000, reason: "skipped" },
    ]);
    expect(gapsOf(await past.series("a"))).toEqual([[10.5, 130.5, "skipped"]]);
  });

  test("waits for a full disk and loses nothing that fits its memory", async () => {
    await using past = aPast();
    past.isFull = true;
    for (let value = 0; value < 20; value++) {
      past.report("a", value);
      await past.clock.advance(1_000);
    }
    past.isFull = false;
    await past.clock.advance(6_000);
    expect((await past.series("a")).last).toEqual(Array.from({ length: 20 }, (_, value) => value));
    expect(past.troubles).toEqual([{ message: "The disk is full.", isLosing: false }, undefined]);
  });

  test("drops the oldest when a full disk outlasts its memory, says so, and shows a gap", async () => {
    await using past = aPast({ mostUnsaved: 40 * 100 });
    past.isFull = true;
    for (let value = 0; value < 150; value++) {
      past.report("a", value);
      await past.clock.advance(1_000);
    }
    past.isFull = false;
    await past.clock.advance(6_000);
    const series = await past.series("a");
    expect(past.troubles).toContainEqual({ message: "The disk is full.", isLosing: true });
    expect(past.troubles.at(-1)).toBeUndefined();
    expect(series.last.at(-1)).toBe(149);
    expect(series.last.length).toBeLessThan(110);
    const unobserved = await past.historian.unobserved({ from: NOON, to: past.clock.now() });
    expect(unobserved).toMatchObject([{ from: NOON, reason: "not-stored" }]);
  });

  test("has the last value of each register in half a second, and where lines break off, when there is too much to keep all", async () => {
    await using past = aPast({ mostUnsaved: 1 << 24 });
    past.report("before", 1);
    for (let value = 0; value < 6_000; value++) past.report("a", value);
    past.registry.withdraw([named("before")]);
    past.report("b", 1);
    past.report("a", 6_001);
    await past.clock.advance(500);
    past.report("a", 6_002);
    await past.clock.advance(500);
    expect(past.registry.revision).toBeGreaterThan(6_000);
    const { last } = await past.series("a");
    expect(last.slice(-2)).toEqual([6_001, 6_002]);
    expect(changesOf(past, "a")).toHaveLength(3_000);
    expect([pointsOf(await past.series("b")), gapsOf(await past.series("before"))]).toEqual([
      [[0, 1]],
      [[0, 1, "withdrawn"]],
    ]);
  });

  test("of registers that are forgotten is gone, packed or not, and begins again with their next report", async () => {
    await using past = aPast();
    for (const name of ["a", "b"]) past.report(name, 1, 3_600_000);
    await past.clock.advance(25 * 60_000);
    past.report("a", 2, 3_600_000);
    await past.historian.forget([named("a"), named("never-seen")]);
    expect([changesOf(past, "a"), changesOf(past, "a", "minutes")]).toEqual([[], []]);
    expect(changesOf(past, "b")).toHaveLength(1);
    past.report("a", 2, 3_600_000);
    await past.clock.advance(25 * 60_000);
    expect([pointsOf(await past.series("a")), pointsOf(await past.series("b"))]).toEqual([[[1_500, 2]], [[0, 1]]]);
  });

  test("of a register that is forgotten says nothing in its minutes either, when it begins again", async () => {
    await using past = aPast();
    past.report("a", 50, 3_600_000);
    await past.clock.advance(11 * 60_000);
    await past.historian.forget([named("a")]);
    await past.clock.advance(30_000);
    past.report("a", 3, 3_600_000);
    await past.clock.advance(25 * 60_000);
    expect(changesOf(past, "a", "minutes")).toMatchObject([{ min: 3, max: 3, mean: 3, observed: 0.5 }]);
  });

  test("has each minute once, whole, whether it is packed, not yet, or before its time because there is too much", async () => {
    await using past = aPast({ mostUnsaved: 1 << 26 });
    const text = "x".repeat(200_000);
    past.report("slow", 1, 3_600_000);
    await past.clock.advance(30_000);
    for (let number = 0; number < 45; number++) past.report("large", `${text}${number}`, 3_600_000);
    await past.clock.advance(50_000);
    past.report("slow", 2, 3_600_000);
    await past.clock.advance(25_000);
    past.report("slow", 3, 3_600_000);
    await past.clock.advance(15_500);
    const minute = (at: number) => NOON + at * 60_000;
    const whole = [
      { at: minute(0), min: 1, max: 1, count: 1, observed: 1 },
      { at: minute(1), min: 1, max: 3, count: 2, observed: 1, mean: (20 + 25 * 2 + 15 * 3) / 60 },
    ];
    const told = changesOf(past, "slow", "minutes");
    expect(told.map((line) => rounded(line))).toMatchObject(whole.map((line) => rounded(line)));
    expect(told).toHaveLength(2);
    await past.clock.advance(20 * 60_000);
    const packed = changesOf(past, "slow", "minutes");
    expect(packed.map((line) => rounded(line))).toEqual(told.map((line) => rounded(line)));
    expect(gapsOf(await past.series("slow"))).toEqual([]);
  });

  test("is told in order where the clock was set back, page by page", async () => {
    await using past = aPast();
    for (let minute = 0; minute < 25; minute++) {
      past.report("a", minute, 3_600_000);
      await past.clock.advance(60_000);
    }
    past.clock.setWall(-10 * 60_000);
    for (let minute = 0; minute < 3; minute++) {
      past.report("a", 100 + minute, 3_600_000);
      await past.clock.advance(60_000);
    }
    await past.historian.saved();
    const times: number[] = [];
    for (let cursor: string | undefined; ;) {
      const query = { from: NOON, to: NOON + 3_600_000, limit: 4, ...(cursor === undefined ? {} : { cursor }) };
      const page = past.queries.historyExport(ExportQuery.parse(query));
      times.push(...page.lines.map(({ at }) => at));
      if (page.next === undefined) break;
      cursor = page.next;
    }
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times).toHaveLength(28);
  });
});

/** To what a plot could show. */
function rounded(line: object): object {
  return Object.fromEntries(
    Object.entries(line).map(([name, value]) => [name, typeof value === "number" ? Number(value.toFixed(4)) : value]),
  );
}

function changesOf({ queries, clock }: KeptPast, register: string, grain: "changes" | "minutes" = "changes") {
  const query = { from: NOON, to: clock.now() + 1, registers: [register], grain, limit: 10_000 };
  return queries.historyExport(ExportQuery.parse(query)).lines;
}
