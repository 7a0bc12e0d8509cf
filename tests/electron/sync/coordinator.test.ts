import { describe, expect, test } from "vitest";
import { RegdeskError } from "#shared/errors.ts";
import { SourceName } from "#shared/model/source.ts";
import { settled } from "#tests/support/fake-clock.ts";
import { cron, every, HOUR, MANUAL, MINUTE, PLANT, scheduled, SECOND } from "./scheduled.ts";

describe("A source", () => {
  test("is synced one interval after the end of its last run, and again", async () => {
    const { clock, runs, sources } = await scheduled(every(10 * MINUTE));
    expect(sources.find(PLANT)?.state.nextRun).toBe(clock.now() + 10 * MINUTE);
    await clock.advance(10 * MINUTE - 1);
    expect(runs()).toEqual([]);
    await clock.advance(10 * MINUTE + 1);
    expect(runs()).toEqual([
      [10 * MINUTE, "schedule"],
      [20 * MINUTE, "schedule"],
    ]);
  });

  test("that was never synced is synced at once, and one that is new as well", async () => {
    const { runs, sources } = await scheduled(every(10 * MINUTE), {}, { phase: "never", lastEnd: undefined });
    expect(runs()).toEqual([[0, "start"]]);
    sources.put({ name: "site", schedule: every(MINUTE) });
    await settled();
    expect(sources.runs.map(({ source, trigger }) => [source, trigger])).toEqual([["site", "start"]]);
  });

  test("is synced every 10 s if it wants, and a run that takes longer is not doubled", async () => {
    const { clock, runs, sources } = await scheduled(every(10 * SECOND));
    sources.outcome = async () => {
      await new Promise<void>((resolve) => clock.after(25 * SECOND, resolve));
      return {};
    };
    await clock.advance(80 * SECOND);
    expect(runs()).toEqual([
      [10 * SECOND, "schedule"],
      [45 * SECOND, "schedule"],
      [80 * SECOND, "schedule"],
    ]);
  });

  test("that is switched off, removed or synced by hand only is left alone", async () => {
    const { clock, runs, sources } = await scheduled(every(MINUTE), { enabled: false });
    await clock.advance(HOUR);
    sources.put({ schedule: MANUAL });
    await clock.advance(HOUR);
    expect([runs(), sources.find(PLANT)?.state.nextRun, clock.timers]).toEqual([[], undefined, 0]);
    sources.put({ schedule: every(MINUTE) });
    await settled();
    sources.remove(PLANT);
    await clock.advance(HOUR);
    expect([runs(), clock.timers]).toEqual([[], 0]);
  });
});

describe("A changed schedule", () => {
  test("counts at once, from the last run, and syncs nothing", async () => {
    const { clock, runs, sources } = await scheduled(every(HOUR));
    await clock.advance(4 * MINUTE);
    sources.put({ schedule: every(10 * MINUTE) });
    await settled();
    expect(sources.find(PLANT)?.state.nextRun).toBe(clock.now() + 6 * MINUTE);
    sources.put({ schedule: cron("0 18 * * *") });
    await settled();
    expect(sources.find(PLANT)?.state.nextRun).toBe(Date.UTC(2026, 5, 1, 18));
    expect(runs()).toEqual([]);
  });

  test("syncs nothing even if by the new one it is overdue, also after a restart", async () => {
    const { clock, runs, sources, restart } = await scheduled(every(HOUR));
    await clock.advance(30 * MINUTE);
    sources.put({ schedule: every(10 * MINUTE) });
    await clock.advance(MINUTE);
    await restart();
    await clock.advance(8 * MINUTE);
    expect(runs()).toEqual([]);
    await clock.advance(MINUTE);
    expect(runs()).toEqual([[40 * MINUTE, "schedule"]]);
  });

  test("that was removed is the default interval of ten minutes", async () => {
    const { clock, sources } = await scheduled(cron("0 18 * * *"));
    sources.put({});
    await settled();
    expect(sources.find(PLANT)?.state.nextRun).toBe(clock.now() + 10 * MINUTE);
  });
});

describe("A stored schedule that cannot be", () => {
  test.each(["61 * * * *", "0 0 * * * *", "0 0 30 2 *"])(
    "%s is told, and stops no other source",
    async (expression) => {
      const { clock, runs, sources } = await scheduled(every(HOUR));
      const good = SourceName.parse("good");
      sources.put({ name: "good", schedule: every(MINUTE) }, { phase: "complete", lastEnd: clock.now() });
      sources.put({ schedule: cron(expression) });
      await clock.advance(MINUTE);
      expect(sources.runs.map(({ source }) => source)).toEqual([good]);
      runs();
      expect(sources.find(PLANT)?.state).toMatchObject({ lastReason: "error-parsing-sync-interval" });
      expect(sources.find(PLANT)?.state.nextRun).toBeUndefined();
    },
  );
});

describe("A run once", () => {
  test("comes at its time, once, also after a restart, and does not move the schedule", async () => {
    const { clock, runs, sources, restart } = await scheduled(every(10 * MINUTE));
    sources.change(PLANT, { runOnceAt: clock.now() + 4 * MINUTE });
    await clock.advance(5 * MINUTE);
    expect(runs()).toEqual([[4 * MINUTE, "once"]]);
    expect(sources.find(PLANT)?.state).toMatchObject({ runOnceAt: undefined, nextRun: clock.now() + 5 * MINUTE });
    await restart();
    await clock.advance(5 * MINUTE);
    expect(runs()).toEqual([[10 * MINUTE, "schedule"]]);
  });

  test("that is moved comes at the new time only, and one that is cleared never", async () => {
    const { clock, runs, sources } = await scheduled(MANUAL);
    sources.change(PLANT, { runOnceAt: clock.now() + 4 * MINUTE });
    await clock.advance(MINUTE);
    sources.change(PLANT, { runOnceAt: clock.now() + 9 * MINUTE });
    await clock.advance(20 * MINUTE);
    expect(runs()).toEqual([[10 * MINUTE, "once"]]);
    sources.change(PLANT, { runOnceAt: clock.now() + MINUTE });
    await settled();
    sources.change(PLANT, { runOnceAt: undefined });
    await clock.advance(HOUR);
    expect(runs()).toEqual([]);
  });

  test("that fell into a time when Regdesk was closed comes at the start", async () => {
    const { clock, runs, sources, restart } = await scheduled(MANUAL);
    sources.change(PLANT, { runOnceAt: clock.now() + MINUTE });
    await restart(() => clock.setWall(HOUR));
    expect(runs()).toEqual([[HOUR, "once"]]);
  });

  test("that falls into another run joins it, and has come with that", async () => {
    const { clock, runs, sources } = await scheduled(every(10 * MINUTE));
    sources.change(PLANT, { runOnceAt: clock.now() + 11 * MINUTE });
    sources.outcome = async () => {
      await new Promise<void>((resolve) => clock.after(2 * MINUTE, resolve));
      return {};
    };
    await clock.advance(20 * MINUTE);
    expect(runs()).toEqual([[10 * MINUTE, "schedule"]]);
    expect(sources.find(PLANT)?.state.runOnceAt).toBeUndefined();
  });
});

describe("After a failure", () => {
  test("it is tried again at the time that was set, in place of the schedule, and then by the schedule", async () => {
    const { clock, runs, sources } = await scheduled(every(10 * MINUTE));
    sources.outcome = () => Promise.resolve({ phase: "failed", retryAt: clock.now() + 30 * SECOND });
    await clock.advance(10 * MINUTE);
    sources.outcome = () => Promise.resolve({});
    await clock.advance(15 * MINUTE);
    expect(runs()).toEqual([
      [10 * MINUTE, "schedule"],
      [10 * MINUTE + 30 * SECOND, "retry"],
      [20 * MINUTE + 30 * SECOND, "schedule"],
    ]);
  });

  test("to begin, as with a full disk, it is tried again every 10 s", async () => {
    const { clock, runs, sources } = await scheduled(every(10 * MINUTE));
    const run = sources.run.bind(sources);
    let refused = 0;
    sources.run = () => {
      refused += 1;
      return Promise.reject(new RegdeskError("STORE_UNAVAILABLE", "the disk is full"));
    };
    await clock.advance(10 * MINUTE + 35 * SECOND);
    expect(refused).toBe(4);
    sources.run = run;
    await clock.advance(10 * SECOND);
    expect(runs()).toEqual([[10 * MINUTE + 40 * SECOND, "schedule"]]);
  });
});

describe("A pause", () => {
  test("with an end ends by itself, and what was missed is caught up once", async () => {
    const { clock, runs, sources } = await scheduled(every(10 * MINUTE));
    sources.change(PLANT, { pausedUntil: clock.now() + HOUR });
    await clock.advance(HOUR - 1);
    expect([runs(), sources.find(PLANT)?.state.nextRun]).toEqual([[], undefined]);
    await clock.advance(1);
    expect([runs(), sources.find(PLANT)?.state.pausedUntil]).toEqual([[[HOUR, "wake"]], undefined]);
  });

  test("without an end lasts until somebody resumes, over a restart", async () => {
    const { clock, runs, sources, restart } = await scheduled(every(10 * MINUTE));
    sources.change(PLANT, { pausedUntil: null });
    await clock.advance(HOUR);
    await restart();
    await clock.advance(HOUR);
    expect([runs(), clock.timers]).toEqual([[], 0]);
    await sources.resume(PLANT);
    await settled();
    expect(runs()).toEqual([[2 * HOUR, "wake"]]);
  });
});

test("Outside of its allowed hours a due source waits until they open", async () => {
  const opening = new Date(Date.UTC(2026, 5, 1, 12) + 3 * HOUR);
  const from = `${String(opening.getHours()).padStart(2, "0")}:00`;
  const { clock, runs, sources } = await scheduled({ ...every(10 * MINUTE), hours: [{ from, to: "23:59" }] });
  expect(sources.find(PLANT)?.state.nextRun).toBe(opening.getTime());
  await clock.advance(3 * HOUR + 10 * MINUTE);
  expect(runs()).toEqual([
    [3 * HOUR, "schedule"],
    [3 * HOUR + 10 * MINUTE, "schedule"],
  ]);
});

test("A coordinator that ends waits for the runs it began, and begins nothing more", async () => {
  const { clock, sources, runs, restart } = await scheduled(every(10 * MINUTE));
  const finished = Promise.withResolvers<object>();
  sources.outcome = () => finished.promise;
  await clock.advance(10 * MINUTE);
  let isOver = false;
  const restarted = restart().then(() => (isOver = true));
  await clock.advance(HOUR);
  expect(isOver).toBe(false);
  finished.resolve({});
  await restarted;
  expect(runs()).toEqual([[10 * MINUTE, "schedule"]]);
});
