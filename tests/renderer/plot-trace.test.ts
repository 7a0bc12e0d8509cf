import { describe, expect, test } from "vitest";
import { jsonText, type JsonText } from "#shared/json.ts";
import type { Gap, Series } from "#shared/model/history.ts";
import type { RegisterName } from "#shared/model/register.ts";
import { headOf } from "#shared/text-head.ts";
import { kindOfLine, shownGaps } from "../../renderer/lib/plot-line.ts";
import { tickAt, ticksOf } from "../../renderer/lib/plot-ticks.ts";
import { gapsOf, jointOf, pointAt, traceOf, type Stored, type Trace } from "../../renderer/lib/plot-trace.ts";
import type { Run } from "../../renderer/lib/run-log.ts";

/** Without end: no points are put in between. */
const STEPS = Infinity;

const run = (from: number, until: number, text: string, rest: Partial<Run> = {}): Run => ({
  ...{ text: text as JsonText, from, until, reports: 1, ttl: 10_000, isAfterGap: false },
  ...rest,
});

/** What the host answered: when, and how high, or null for a break. */
function stored(
  points: readonly (readonly [at: number, height: number | null])[],
  { until = 60_000, isPresent = true, gaps = [] as Gap[], ...series }: Partial<Series & Stored> = {},
): Stored {
  const heights = points.map(([, height]) => height);
  return {
    ...{ until, isPresent },
    series: {
      ...{ register: "boiler.temp" as RegisterName, pointer: "", kind: "number", resolution: "raw", step: 0 },
      ...{ at: points.map(([at]) => at), last: heights, min: heights, max: heights, mean: heights },
      ...{ count: points.map(() => 1), texts: [], lengths: [], gaps: [...gaps] },
      ...series,
    },
  };
}

const pointsOf = ({ xs, ys }: Trace) => xs.map((x, index) => [x, ys[index]]);
const told = (runs: readonly Run[], now = 60_000) => ({ runs, path: [], now });

describe("A line out of what is stored and what the feed told", () => {
  test("goes on with the feed after the last stored change, without a point of both and without a hole", () => {
    const runs = [run(40_000, 49_500, "1"), run(50_200, 58_000, "2"), run(59_000, 59_500, "3")];
    expect(pointsOf(traceOf(stored([[40_000, 1], [50_000, 2]]), told(runs), STEPS))).toEqual([
      [40_000, 1], [50_000, 2], [50_200, 2], [58_000, 2], [59_000, 3], [59_500, 3], [60_000, 3],
    ]); // prettier-ignore
  });

  test("believes the host where the feed is a moment late", () => {
    const line = traceOf(stored([[40_000, 1], [59_900, 2]]), told([run(40_000, 59_000, "1")]), STEPS); // prettier-ignore
    expect(pointsOf(line)).toEqual([[40_000, 1], [59_900, 2], [60_000, 2]]); // prettier-ignore
  });

  test("is the feed alone while nothing is stored", () => {
    expect(pointsOf(traceOf(undefined, told([run(50_000, 55_000, "1")]), STEPS))).toEqual([
      [50_000, 1], [55_000, 1], [60_000, 1],
    ]); // prettier-ignore
  });

  test("holds until the end of what was asked for when that is in the past, and hears no feed", () => {
    const past = stored([[10_000, 1]], { until: 30_000, isPresent: false });
    expect(pointsOf(traceOf(past, told([run(40_000, 50_000, "9")]), STEPS))).toEqual([[10_000, 1], [30_000, 1]]); // prettier-ignore
  });

  test("holds a value that nobody reports any more only for as long as the host would", () => {
    const line = traceOf(undefined, told([run(0, 1_000, "1", { ttl: 10_000 })], 90_000), STEPS);
    expect(pointsOf(line).at(-1)).toEqual([16_000, 1]);
  });

  test("is never drawn across a break, and holds until just before it", () => {
    const line = traceOf(stored([[10_000, 1], [20_000, null], [30_000, 2]], { isPresent: false }), told([]), STEPS); // prettier-ignore
    expect(pointsOf(line)).toEqual([[10_000, 1], [19_999, 1], [20_000, null], [30_000, 2], [60_000, 2]]); // prettier-ignore
  });

  test("breaks where the feed saw it expire, and begins again with the next report", () => {
    const runs = [run(40_000, 45_000, "1", { expiredAt: 55_000 }), run(58_000, 58_000, "2", { isAfterGap: true })];
    expect(pointsOf(traceOf(stored([[40_000, 1]]), told(runs), STEPS))).toEqual([
      [40_000, 1], [45_000, 1], [54_999, 1], [55_000, null], [58_000, 2], [60_000, 2],
    ]); // prettier-ignore
  });

  test("leaves it to the host what a silence was before the last stored change", () => {
    const runs = [run(10_000, 20_000, "1", { expiredAt: 30_000 }), run(33_000, 59_000, "2", { isAfterGap: true })];
    const line = traceOf(stored([[10_000, 1], [33_000, 2]]), told(runs), STEPS); // prettier-ignore
    expect(pointsOf(line)).toEqual([[10_000, 1], [33_000, 2], [59_000, 2], [60_000, 2]]); // prettier-ignore
  });

  test("leads straight from one value to the next over the time in which it changed, and no longer", () => {
    const line = traceOf(stored([[10_000, 1], [50_000, 5]], { isPresent: false }), told([]), 2_000); // prettier-ignore
    expect(pointsOf(line)).toEqual([[10_000, 1], [48_000, 1], [50_000, 5], [60_000, 5]]); // prettier-ignore
  });

  test("is the average where points stand for a stretch of time, with its lowest and highest, and the feed after it", () => {
    const gathered = stored([[0, 9], [30_000, 9]], {
      ...{ resolution: "minute", step: 30_000, mean: [2, 4], min: [1, 3], max: [8, 9] },
    }); // prettier-ignore
    const line = traceOf(gathered, told([run(0, 58_900, "9"), run(59_500, 59_500, "6")]), STEPS);
    expect(jointOf(gathered)).toBe(59_000);
    expect(pointsOf(line)).toEqual([[0, 2], [30_000, 4], [59_500, 6], [60_000, 6]]); // prettier-ignore
    expect([line.lows, line.highs]).toEqual([[1, 3, 6, 6], [8, 9, 6, 6]]); // prettier-ignore
  });

  test("has times that rise, whatever the reports say", () => {
    const runs = [run(10, 20, "1", { expiredAt: 20 }), run(20, 20, "2", { isAfterGap: true }), run(20, 21, "3")];
    const { xs } = traceOf(undefined, told(runs, 21), 5);
    expect(xs).toEqual([...new Set(xs)].sort((a, b) => a - b));
  });

  test("is known at each of its points until the next, and not where it broke", () => {
    const line = traceOf(stored([[10, 1], [20, null], [30, 2]], { isPresent: false }), told([]), STEPS); // prettier-ignore
    expect([5, 10, 15, 25, 30].map((at) => pointAt(line, at)?.height)).toEqual([undefined, 1, 1, undefined, 2]);
  });
});

describe("The gaps of a line", () => {
  const gap = (from: number, to: number, reason: Gap["reason"] = "expired"): Gap => ({ from, to, reason });

  test("end as the host says, but for the one that lasted when it was asked", () => {
    const asleep = gap(5_000, 9_000, "asleep");
    const waiting = stored([[10_000, 1], [20_000, null]], { gaps: [asleep, gap(20_000, 60_000)] }); // prettier-ignore
    expect(gapsOf(waiting, { runs: [run(10_000, 12_000, "1", { expiredAt: 20_000 })], now: 75_000 })).toEqual([
      asleep,
      gap(20_000, 75_000),
    ]);
    const back = [run(10_000, 12_000, "1", { expiredAt: 20_000 }), run(70_000, 71_000, "2", { isAfterGap: true })];
    expect(gapsOf(waiting, { runs: back, now: 75_000 })).toEqual([asleep, gap(20_000, 70_000)]);
  });

  test("begin with what the feed saw expire since then", () => {
    const fresh = stored([[10_000, 1]]);
    expect(gapsOf(fresh, { runs: [run(10_000, 55_000, "1", { expiredAt: 65_000 })], now: 75_000 })).toEqual([
      gap(65_000, 75_000),
    ]);
  });

  test("are drawn of the first line, and of the others only when nobody watched and it has none itself", () => {
    const own = { gaps: [gap(0, 10, "asleep"), gap(20, 30)] };
    const other = { gaps: [gap(0, 15, "asleep"), gap(50, 60), gap(70, 80, "not-running")] };
    expect(shownGaps([own, other])).toEqual([gap(0, 10, "asleep"), gap(20, 30), gap(70, 80, "not-running")]);
    expect(shownGaps([])).toEqual([]);
  });

  test("are those of the past alone when the past is looked at", () => {
    const past = stored([[10_000, 1], [20_000, null]], { until: 30_000, isPresent: false, gaps: [gap(20_000, 30_000)] }); // prettier-ignore
    expect(gapsOf(past, { runs: [], now: 90_000 })).toEqual([gap(20_000, 30_000)]);
  });
});

describe("What has no height", () => {
  test("is told as when it changed, stored or not yet", () => {
    const texts = ['"idle"', '"idle"', null, '"heating"'] as (JsonText | null)[];
    const modes = stored([[0, null], [10_000, null], [20_000, null], [30_000, null]], { kind: "text", texts }); // prettier-ignore
    const ticks = ticksOf(modes, told([run(30_100, 40_000, '"heating"'), run(50_000, 50_000, '"defrost"')]));
    expect(ticks).toEqual([
      { at: 0, text: '"idle"' },
      { at: 20_000, text: undefined },
      { at: 30_000, text: '"heating"' },
      { at: 50_000, text: '"defrost"' },
    ]);
    expect([-1, 5, 25_000, 99_000].map((at) => tickAt(ticks, at)?.text)).toEqual([
      undefined,
      '"idle"',
      undefined,
      '"defrost"',
    ]);
  });

  test("is told by its beginning where it is long, and changes beyond that are changes", () => {
    const long = (end: string) => jsonText("x".repeat(1_000) + end);
    const head = headOf(long("a")).text;
    const modes = stored([[0, null], [10_000, null], [20_000, null]], {
      ...{ kind: "text", texts: [head, head, head], lengths: [1_003, 1_003, 1_003], count: [0, 1, 0] },
    }); // prettier-ignore
    const runs = [run(20_500, 30_000, long("b")), run(40_000, 40_000, long("c")), run(50_000, 50_000, long("c"))];
    expect(ticksOf(modes, told(runs))).toEqual([0, 10_000, 40_000].map((at) => ({ at, text: head, length: 1_003 })));
  });

  test("is a line all the same once a number is in it", () => {
    expect(kindOfLine("text", "5")).toBe("number");
    expect(kindOfLine("boolean", '"off"')).toBe("boolean");
    expect(kindOfLine("nothing", '{"a":1}')).toBe("text");
    expect(kindOfLine(undefined, "null")).toBe("nothing");
  });
});
