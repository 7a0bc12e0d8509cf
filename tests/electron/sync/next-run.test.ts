import { describe, expect, test } from "vitest";
import { isPaused, nextRun, upcoming, type RunHistory } from "#electron/sync/next-run.ts";
import { retryDelay } from "#electron/sync/retry.ts";
import { Schedule } from "#shared/model/schedule.ts";
import type { FetchFailure } from "#shared/model/sync.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.parse("2026-01-05T12:00:00Z"); // a Monday

describe("The next run", () => {
  test("counts from the end of the last run, also over a restart", () => {
    expect(planned({ every: 10 * MINUTE }, { lastEnd: NOW - 4 * MINUTE })).toEqual({
      in: 6 * MINUTE,
      trigger: "schedule",
    });
  });

  test("is at once for a source that was never synced", () => {
    expect(planned({ every: 10 * MINUTE }, { phase: "never" })).toEqual({ in: 0, trigger: "start" });
  });

  test("is none for a source that is synced by hand only, synced before or not", () => {
    expect([planned("manual", { phase: "never" }), planned("manual", { lastEnd: NOW })]).toEqual([
      undefined,
      undefined,
    ]);
  });

  test("is at the next time a cron expression names", () => {
    expect(planned({ cron: "0 6 * * *", zone: "UTC" }, { lastEnd: NOW - HOUR })).toEqual({
      in: 18 * HOUR,
      trigger: "schedule",
    });
  });

  test("is refused when the cron expression does not parse", () => {
    expect(() => planned({ cron: "61 * * * *", zone: "UTC" }, { lastEnd: NOW })).toThrow('the minute "61"');
  });
});

describe("A run that was missed", () => {
  test("is caught up once, at once", () => {
    const [first] = [planned({ every: HOUR }, { lastEnd: NOW - 50 * HOUR })];
    const afterIt = planned({ every: HOUR }, { lastEnd: NOW });
    expect([first?.trigger, (first?.in ?? 1) <= 0, afterIt]).toEqual(["wake", true, { in: HOUR, trigger: "schedule" }]);
  });

  test("is left out where the source says so", () => {
    const cron = { cron: "0 * * * *", zone: "UTC", missed: "skip" } as const;
    expect(planned(cron, { lastEnd: NOW - 50.5 * HOUR })).toEqual({ in: HOUR, trigger: "schedule" });
    expect(planned({ every: HOUR, missed: "skip" }, { lastEnd: NOW - 50 * HOUR })).toEqual({
      in: HOUR,
      trigger: "schedule",
    });
  });

  test("is not one that is a moment late", () => {
    expect(planned({ every: HOUR, missed: "skip" }, { lastEnd: NOW - HOUR - 2_000 })).toEqual({
      in: -2_000,
      trigger: "schedule",
    });
  });
});

describe("A clock that jumps", () => {
  test("hours ahead leads to one catch-up", () => {
    expect(planned({ every: 10 * MINUTE }, { lastEnd: NOW - 5 * HOUR })?.trigger).toBe("wake");
    expect(planned({ every: 10 * MINUTE }, { lastEnd: NOW })).toEqual({ in: 10 * MINUTE, trigger: "schedule" });
  });

  test("hours back holds a source up for one interval at most", () => {
    expect(planned({ every: 10 * MINUTE }, { lastEnd: NOW + 5 * HOUR })).toEqual({
      in: 10 * MINUTE,
      trigger: "schedule",
    });
  });

  test("hours back does not hold up what failed", () => {
    expect(planned({ every: 10 * MINUTE }, { phase: "failed", retryAt: NOW + 5 * HOUR })).toEqual({
      in: 0,
      trigger: "retry",
    });
  });
});

describe("A run once", () => {
  test("comes at its time and does not move the schedule", () => {
    const before = { lastEnd: NOW - 4 * MINUTE, runOnceAt: NOW + MINUTE };
    expect(planned({ every: 10 * MINUTE }, before)).toEqual({ in: MINUTE, trigger: "once" });
    expect(planned({ every: 10 * MINUTE }, { lastEnd: NOW - 4 * MINUTE })).toEqual({
      in: 6 * MINUTE,
      trigger: "schedule",
    });
  });

  test("comes also to a source that is otherwise synced by hand, and outside of its hours", () => {
    const runOnceAt = NOW + MINUTE;
    expect(
      planned({ kind: "manual", hours: [{ from: "03:00", to: "04:00", days: [] }] }, { lastEnd: NOW, runOnceAt }),
    ).toEqual({
      in: MINUTE,
      trigger: "once",
    });
  });
});

describe("A pause", () => {
  test("holds everything up, until it ends or somebody ends it", () => {
    const history = { lastEnd: NOW - HOUR, runOnceAt: NOW };
    expect(planned({ every: MINUTE }, { ...history, pausedUntil: NOW + 1 })).toBeUndefined();
    expect(planned({ every: MINUTE }, { ...history, pausedUntil: null })).toBeUndefined();
    expect([isPaused({ pausedUntil: NOW }, NOW), isPaused({}, NOW)]).toEqual([false, false]);
  });
});

describe("Allowed hours", () => {
  const at = (time: string): string => {
    const moment = new Date(NOW);
    const [hours = 0, minutes = 0] = time.split(":").map(Number);
    moment.setHours(hours, minutes, 0, 0);
    return moment.toISOString();
  };
  const local = new Date(NOW);
  local.setHours(12, 0, 0, 0);
  const noon = local.getTime();

  test("let a due run wait until they open", () => {
    const schedule = aSchedule({ every: MINUTE, hours: [{ from: "18:00", to: "20:00", days: [] }] });
    const next = nextRun(schedule, aHistory({ lastEnd: noon - 2 * MINUTE }), noon);
    expect([new Date(next?.at ?? 0).toISOString(), next?.waitsForHours]).toEqual([at("18:00"), true]);
  });

  test("do not touch a run within them", () => {
    const schedule = aSchedule({ every: MINUTE, hours: [{ from: "11:00", to: "13:00", days: [] }] });
    expect(nextRun(schedule, aHistory({ lastEnd: noon }), noon)).toEqual({
      at: noon + MINUTE,
      trigger: "schedule",
      waitsForHours: false,
    });
  });

  test("reach over midnight, and count from the day on which they begin", () => {
    const schedule = aSchedule({ every: MINUTE, hours: [{ from: "22:00", to: "02:00", days: [2] }] });
    const next = nextRun(schedule, aHistory({ lastEnd: noon - HOUR }), noon);
    const opening = new Date(next?.at ?? 0);
    expect([opening.getDay(), opening.getHours(), opening.getMinutes()]).toEqual([2, 22, 0]);
  });
});

test("A preview shows the next runs by the schedule alone", () => {
  const schedule = aSchedule({ cron: "0 6 * * MON-FRI", zone: "UTC" });
  expect(upcoming(schedule, NOW, 5).map((time) => new Date(time).toISOString().slice(0, 16))).toEqual([
    "2026-01-06T06:00",
    "2026-01-07T06:00",
    "2026-01-08T06:00",
    "2026-01-09T06:00",
    "2026-01-12T06:00",
  ]);
  expect(upcoming(aSchedule("manual"), NOW, 5)).toEqual([]);
});

describe("After a failure it is tried again", () => {
  test.each<[FetchFailure, number]>([
    ["dns", 30_000],
    ["refused", 30_000],
    ["timeout", MINUTE],
    ["not-found", 2 * MINUTE],
    ["tls", 5 * MINUTE],
    ["rate-limit", 5 * MINUTE],
    ["auth", 10 * MINUTE],
  ])("of class %s after %i ms", (failure, expected) => {
    expect(delay({ class: failure })).toBe(expected);
  });

  test("after ever longer, up to an hour", () => {
    expect([1, 2, 3, 4, 100].map((attempts) => delay({ class: "dns", attempts }))).toEqual([
      30_000,
      60_000,
      120_000,
      240_000,
      HOUR,
    ]);
  });

  test("not before the source said, and not all at the same moment", () => {
    expect(delay({ class: "rate-limit", retryAfter: 2 * HOUR })).toBe(2 * HOUR);
    expect(delay({ class: "timeout", jitter: 1 })).toBe(66_000);
  });

  function delay({
    attempts = 1,
    retryAfter,
    jitter = 0,
    ...error
  }: {
    class: FetchFailure;
    attempts?: number;
    retryAfter?: number;
    jitter?: number;
  }): number {
    return retryDelay({ error: { code: "FetchFailed", message: "", ...error }, attempts, retryAfter, jitter });
  }
});

type Wish =
  | "manual"
  | { kind: "manual"; hours?: unknown[] }
  | { every: number; missed?: "skip"; hours?: unknown[] }
  | { cron: string; zone: string; missed?: "skip" };

function aSchedule(wish: Wish): Schedule {
  if (wish === "manual") return Schedule.parse({ timing: { kind: "manual" } });
  if ("kind" in wish) return Schedule.parse({ timing: { kind: "manual" }, hours: wish.hours });
  const timing =
    "every" in wish
      ? { kind: "interval", every: wish.every }
      : { kind: "cron", expression: wish.cron, zone: wish.zone };
  return Schedule.parse({ ...wish, timing });
}

function aHistory(history: Partial<RunHistory>): RunHistory {
  return { phase: "complete", ...history };
}

function planned(wish: Wish, history: Partial<RunHistory>): { in: number; trigger: string } | undefined {
  const next = nextRun(aSchedule(wish), aHistory(history), NOW);
  return next && { in: next.at - NOW, trigger: next.trigger };
}
