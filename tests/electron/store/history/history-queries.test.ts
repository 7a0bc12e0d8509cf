import { describe, expect, test } from "vitest";
import { AtQuery, ChangesQuery, ExportQuery } from "#shared/contract/history.ts";
import { named } from "#tests/support/builders.ts";
import { NOON } from "#tests/support/fake-clock.ts";
import { aPast, gapsOf, pointsOf, type KeptPast } from "../../history/kept-history.ts";

const DAY_TTL = 24 * 3_600_000;

/** Reports of a register, one each second, each with its own value. */
async function counting(past: KeptPast, name: string, seconds: number): Promise<void> {
  for (let value = 0; value < seconds; value++) {
    past.report(name, value, DAY_TTL);
    await past.clock.advance(1_000);
  }
}

describe("A plot", () => {
  test("gathers more changes than there are pixels to their least, greatest, mean and last", async () => {
    await using past = aPast();
    await counting(past, "a", 1_200);
    const { to, ...range } = { from: NOON, to: NOON + 1_200_000 };
    const series = await past.series("a", { ...range, to, points: 20 });
    expect(series).toMatchObject({ kind: "number", resolution: "bucket", step: 60_000, gaps: [] });
    expect(series.at).toHaveLength(20);
    expect([series.min[1], series.max[1], series.last[1], series.count[1]]).toEqual([60, 119, 119, 60]);
    expect(series.mean[1]).toBeCloseTo(89.5, 5);
  });

  test("begins with the value that held before its range, and never reaches beyond now", async () => {
    await using past = aPast();
    past.report("a", true, DAY_TTL);
    await past.clock.advance(1_900_000);
    const series = await past.series("a", { from: NOON + 1_800_000, to: NOON + 9_000_000 });
    expect(series).toMatchObject({ kind: "boolean", resolution: "raw", count: [0] });
    expect(pointsOf(series)).toEqual([[1_800, 1]]);
  });

  test("looks into a JSON value, where what is not there is a gap", async () => {
    await using past = aPast();
    for (const value of [{ "a/b": [{ rpm: 7 }] }, { "a/b": [] }, { "a/b": [{ rpm: 9 }] }]) {
      past.report("motor", value, DAY_TTL);
      await past.clock.advance(1_000);
    }
    const series = await past.series("motor", { pointer: "/a~1b/0/rpm" });
    expect(pointsOf(series)).toEqual([
      [0, 7],
      [1, null],
      [2, 9],
    ]);
    expect(gapsOf(series)).toEqual([[1, 2, "no-value"]]);
    expect(await past.series("motor")).toMatchObject({
      kind: "text",
      texts: [expect.stringContaining("rpm"), '{"a/b":[]}', expect.anything()],
    });
  });

  test("of long texts tells how each begins and how long it is, and when it changed beyond that", async () => {
    await using past = aPast();
    for (const [end, other] of [
      ["a", 1],
      ["b", 2],
      ["b", 3],
      ["c", 4],
    ] as const) {
      // prettier-ignore
      past.report("protocol", { text: `${"x".repeat(200_000)}${end}`, other }, DAY_TTL);
      await past.clock.advance(1_000);
    }
    const { texts, lengths, count, ...series } = await past.series("protocol", { pointer: "/text" });
    expect(series).toMatchObject({ kind: "text", resolution: "raw" });
    expect(texts).toEqual(Array(4).fill(JSON.stringify("x".repeat(200))));
    expect([lengths, count]).toEqual([Array(4).fill(200_003), [1, 1, 0, 1]]);
    const whole = await past.series("protocol");
    expect(JSON.stringify(whole).length).toBeLessThan(2_000);
    expect(whole).toMatchObject({ texts: Array(4).fill(`{"text":"${"x".repeat(191)}`), count: [1, 1, 1, 1] });
  });

  test("falls back to the minutes where the changes are gone, and still breaks at gaps", async () => {
    await using past = aPast();
    await counting(past, "a", 600);
    past.registry.withdraw([named("a")]);
    await past.clock.advance(600_000);
    await counting(past, "a", 600);
    await past.clock.advance(600_000);
    const raw = await past.series("a", { points: 5_000 });
    past.dropChanges();
    const series = await past.series("a", { points: 5_000 });
    expect(raw.resolution).toBe("raw");
    expect(series).toMatchObject({ resolution: "minute", step: 60_000, gaps: raw.gaps });
    expect([series.min[1], series.max[1], series.last[1], series.count[1]]).toEqual([60, 119, 119, 60]);
    expect(series.mean[1]).toBeCloseTo(89.5, 5);
  });

  test("of a register nobody ever reported has nothing", async () => {
    await using past = aPast();
    await past.clock.advance(1_000);
    expect(await past.series("nobody")).toMatchObject({ kind: "nothing", at: [], gaps: [] });
  });
});

describe("The past of a register", () => {
  test("is leafed through in both directions, over what is packed and what is not", async () => {
    await using past = aPast();
    await counting(past, "a", 900);
    await past.historian.saved();
    const leafed = (direction: "before" | "after", start?: number): number[] => {
      const values: number[] = [];
      for (let next = start; ;) {
        const query = { register: "a", limit: 70, ...(next === undefined ? {} : { [direction]: next }) };
        const page = past.queries.historyChanges(ChangesQuery.parse(query));
        values.push(...page.changes.map(({ value }) => Number(value)));
        if (page.next === undefined) return values;
        next = page.next;
      }
    };
    const all = Array.from({ length: 900 }, (_, value) => value);
    expect(leafed("before")).toEqual(all.toReversed());
    expect(leafed("after", 0)).toEqual(all);
  });

  test("says what registers were at a moment, since when, and why one was not", async () => {
    await using past = aPast();
    past.report("boiler.temp", 20, DAY_TTL);
    past.report("boiler.mode", "eco", DAY_TTL);
    past.report("pump", 1, DAY_TTL);
    await past.clock.advance(5_000);
    past.report("boiler.temp", 21, DAY_TTL);
    past.registry.withdraw([named("boiler.mode")]);
    await past.clock.advance(5_000);
    await past.historian.saved();
    const at = (seconds: number) =>
      past.queries.historyAt({
        ...AtQuery.parse({ at: NOON + seconds * 1_000, registers: ["boiler.*"] }),
        now: past.clock.now(),
      });
    expect(at(3)).toEqual([
      { register: "boiler.mode", value: '"eco"', since: NOON },
      { register: "boiler.temp", value: "20", since: NOON },
    ]);
    expect(at(7)).toEqual([
      { register: "boiler.mode", gap: "withdrawn", since: NOON + 5_000 },
      { register: "boiler.temp", value: "21", since: NOON + 5_000 },
    ]);
  });

  test("is exported register by register, page by page, each change once", async () => {
    await using past = aPast();
    for (let value = 0; value < 50; value++) {
      past.report("a", value, DAY_TTL);
      past.report("a", value + 0.5, DAY_TTL);
      past.report("b.c", value, DAY_TTL);
      past.report("other", value, DAY_TTL);
      await past.clock.advance(20_000);
    }
    await past.historian.saved();
    const range = { from: NOON, to: past.clock.now(), registers: ["a", "b.*"] };
    const lines: string[] = [];
    for (let cursor: string | undefined; ;) {
      const query = { ...range, limit: 7, ...(cursor === undefined ? {} : { cursor }) };
      const page = past.queries.historyExport(ExportQuery.parse(query));
      lines.push(...page.lines.map((line) => `${line.register} ${"value" in line ? String(line.value) : ""}`));
      expect(page.registers).toBe(2);
      if (page.next === undefined) break;
      cursor = page.next;
    }
    const values = Array.from({ length: 50 }, (_, value) => value);
    expect(lines).toEqual([
      ...values.flatMap((value) => [`a ${value}`, `a ${value + 0.5}`]),
      ...values.map((value) => `b.c ${value}`),
    ]);
  });
});
