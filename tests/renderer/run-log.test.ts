import { describe, expect, test } from "vitest";
import type { Register } from "#shared/model/register.ts";
import { refreshInterval, RunLog } from "../../renderer/lib/run-log.ts";

const LIMITS = { runs: 100, characters: 10_000 };

interface Report {
  readonly at: number;
  readonly value: string;
  readonly expiredAt?: number;
}

/** Every report counts for ten seconds. */
function logOf(reports: readonly Report[], limits = LIMITS): RunLog {
  const log = new RunLog();
  for (const { at, value, ...rest } of reports) {
    log.add({ value, providedAt: at, ttl: 10_000, ...rest } as unknown as Register, limits);
  }
  return log;
}

describe("A log", () => {
  test("takes a value that is reported again for one run", () => {
    const log = logOf([
      { at: 0, value: "1" },
      { at: 5_000, value: "1" },
      { at: 10_000, value: "2" },
    ]);
    expect(log.runs).toEqual([
      { text: "1", from: 0, until: 5_000, reports: 2, ttl: 10_000, isAfterGap: false },
      { text: "2", from: 10_000, until: 10_000, reports: 1, ttl: 10_000, isAfterGap: false },
    ]);
  });

  test("knows a gap: silence of more than one and a half times the TTL", () => {
    const ends = (at: number) => logOf([{ at: 0, value: "1" }, { at, value: "1" }]).runs.length; // prettier-ignore
    expect([ends(15_000), ends(15_001)]).toEqual([1, 2]);
  });

  test("knows when a value expired, and that what comes later comes after a gap", () => {
    const log = logOf([
      { at: 0, value: "1" },
      { at: 0, value: "1", expiredAt: 10_000 },
      { at: 12_000, value: "1" },
    ]);
    expect(log.runs.map(({ expiredAt, isAfterGap }) => [expiredAt, isAfterGap])).toEqual([
      [10_000, false],
      [undefined, true],
    ]);
  });

  test("forgets its oldest runs, but never the last two", () => {
    const reports = [1, 2, 3, 4].map((value) => ({ at: value * 1_000, value: String(value).repeat(50) }));
    expect(logOf(reports, { runs: 3, characters: 10_000 }).runs.map(({ from }) => from)).toEqual([2_000, 3_000, 4_000]);
    expect(logOf(reports, { runs: 100, characters: 10 }).runs.map(({ from }) => from)).toEqual([3_000, 4_000]);
  });
});

test("the interval is that of the reports since the last gap", () => {
  expect(refreshInterval(logOf([{ at: 0, value: "1" }]).runs)).toBeUndefined();
  const log = logOf([0, 60_000, 65_000, 70_000, 75_000].map((at) => ({ at, value: String(at % 2) })));
  expect(refreshInterval(log.runs)).toBe(5_000);
});
