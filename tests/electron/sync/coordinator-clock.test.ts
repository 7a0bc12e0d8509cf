import { describe, expect, test } from "vitest";
import { cron, every, HOUR, MANUAL, MINUTE, PLANT, scheduled, SECOND } from "./scheduled.ts";

describe("A restart", () => {
  test("does not reset the clock", async () => {
    const { clock, runs, restart, sources } = await scheduled(every(10 * MINUTE));
    await clock.advance(7 * MINUTE);
    await restart();
    expect(sources.find(PLANT)?.state.nextRun).toBe(clock.now() + 3 * MINUTE);
    await clock.advance(3 * MINUTE);
    expect(runs()).toEqual([[10 * MINUTE, "schedule"]]);
  });

  test("catches up once what was missed meanwhile, or skips it", async () => {
    const { clock, runs, restart } = await scheduled(every(10 * MINUTE));
    await restart(() => clock.setWall(5 * HOUR));
    await clock.advance(10 * MINUTE);
    expect(runs()).toEqual([
      [5 * HOUR, "wake"],
      [5 * HOUR + 10 * MINUTE, "schedule"],
    ]);
    const skipping = await scheduled({ ...every(10 * MINUTE), missed: "skip" });
    await skipping.restart(() => skipping.clock.setWall(5 * HOUR));
    await skipping.clock.advance(10 * MINUTE);
    expect(skipping.runs()).toEqual([[5 * HOUR + 10 * MINUTE, "schedule"]]);
  });

  test("of every few minutes does not hold a source up for ever after the clock was set back", async () => {
    const { clock, runs, restart } = await scheduled(every(10 * MINUTE));
    clock.setWall(-5 * HOUR);
    for (let time = 0; time < 5; time++) {
      await restart();
      await clock.advance(4 * MINUTE);
    }
    expect(runs()).toEqual([
      [-5 * HOUR + 10 * MINUTE, "schedule"],
      [-5 * HOUR + 20 * MINUTE, "schedule"],
    ]);
  });
});

describe("A machine that slept", () => {
  test("skips what was missed where the source says so, and goes on one interval later, over restarts", async () => {
    const { clock, runs, restart } = await scheduled({ ...every(10 * MINUTE), missed: "skip" });
    await clock.sleep(8 * HOUR);
    await clock.advance(4 * MINUTE);
    await restart();
    await clock.advance(6 * MINUTE);
    expect(runs()).toEqual([[8 * HOUR + 10 * MINUTE, "schedule"]]);
  });

  test("catches up once, at once", async () => {
    const { clock, runs } = await scheduled(every(10 * MINUTE));
    await clock.advance(MINUTE);
    await clock.sleep(8 * HOUR);
    expect(runs()).toEqual([[8 * HOUR + MINUTE, "wake"]]);
    await clock.advance(10 * MINUTE);
    expect(runs()).toEqual([[8 * HOUR + 11 * MINUTE, "schedule"]]);
  });

  test("whose timers slept as well catches up within 10 s", async () => {
    const { clock, runs } = await scheduled(cron("0 * * * *"));
    await clock.advance(MINUTE);
    clock.setWall(8 * HOUR); // the monotonic clock of Linux stands still meanwhile
    await clock.advance(10 * SECOND);
    const [[at, trigger]] = runs() as [[number, string]];
    expect(trigger).toBe("wake");
    expect(at - (8 * HOUR + MINUTE)).toBeLessThanOrEqual(10 * SECOND);
    await clock.advance(50 * MINUTE);
    expect(runs()).toEqual([]);
  });
});

describe("A machine that says that it is awake again", () => {
  test("catches up at once, and no second time when its timers have noticed, too", async () => {
    const { clock, runs, awake } = await scheduled(every(10 * MINUTE));
    clock.setWall(8 * HOUR); // the timers slept as well
    const before = runs();
    await awake();
    expect([before, runs()]).toEqual([[], [[8 * HOUR, "wake"]]]);
    await clock.advance(9 * MINUTE);
    await awake();
    expect(runs()).toEqual([]);
  });

  test("begins nothing when nothing fell due, or when the host is about to end", async () => {
    const { clock, runs, awake, end } = await scheduled(every(10 * MINUTE));
    clock.setWall(9 * MINUTE);
    await awake();
    end();
    clock.setWall(8 * HOUR);
    await awake();
    expect(runs()).toEqual([]);
  });
});

describe("A clock that is set", () => {
  test.each([1, 3, 12, 100])("%i hours ahead leads to one catch-up within 10 s", async (hours) => {
    const { clock, runs } = await scheduled(every(10 * MINUTE));
    clock.setWall(hours * HOUR);
    await clock.advance(10 * SECOND);
    expect(runs().map(([, trigger]) => trigger)).toEqual(["wake"]);
    await clock.advance(9 * MINUTE);
    expect(runs()).toEqual([]);
    await clock.advance(MINUTE + 10 * SECOND);
    expect(runs().map(([, trigger]) => trigger)).toEqual(["schedule"]);
  });

  test.each([1, 3, 12, 100])("%i hours back holds nothing up for longer than an interval", async (hours) => {
    const { clock, runs } = await scheduled(every(10 * MINUTE));
    clock.setWall(-hours * HOUR);
    await clock.advance(10 * SECOND);
    expect(runs()).toEqual([]);
    await clock.advance(10 * MINUTE);
    expect(runs().map(([, trigger]) => trigger)).toEqual(["schedule"]);
    await clock.advance(10 * MINUTE);
    expect(runs().map(([, trigger]) => trigger)).toEqual(["schedule"]);
  });

  test("back and forth leads to no more than one catch-up each way", async () => {
    const { clock, runs } = await scheduled(every(HOUR));
    for (const jump of [3 * HOUR, -3 * HOUR, 3 * HOUR, -3 * HOUR]) {
      clock.setWall(jump);
      await clock.advance(20 * SECOND);
    }
    expect(runs().map(([, trigger]) => trigger)).toEqual(["wake"]);
  });

  test("a moment back at the end of a run leads to no second run", async () => {
    const { clock, runs, sources } = await scheduled(every(10 * MINUTE));
    sources.outcome = () => {
      queueMicrotask(() => clock.setWall(-5));
      return Promise.resolve({});
    };
    await clock.advance(10 * MINUTE);
    await clock.advance(9 * MINUTE);
    expect(runs()).toHaveLength(1);
  });
});

describe("Daylight saving", () => {
  const BERLIN = "Europe/Berlin";

  /** The times on the wall in Berlin at which a cron expression runs within days of a date. */
  async function berlin(expression: string, from: string, days: number): Promise<string[]> {
    const { clock, runs, sources } = await scheduled(MANUAL);
    const began = clock.now();
    clock.setWall(Date.parse(from) - clock.now());
    sources.change(PLANT, { lastEnd: clock.now() });
    sources.put({ schedule: cron(expression, BERLIN) });
    await clock.advance(days * 24 * HOUR);
    const wall = new Intl.DateTimeFormat("sv-SE", { timeZone: BERLIN, dateStyle: "short", timeStyle: "short" });
    return runs().map(([at]) => wall.format(began + at));
  }

  test("that skips 02:30 runs what was due then once that day", async () => {
    expect(await berlin("30 2 * * *", "2026-03-28T11:00:00Z", 2)).toEqual(["2026-03-29 03:00", "2026-03-30 02:30"]);
  });

  test("that doubles an hour runs what is due in it once", async () => {
    expect(await berlin("30 2 * * *", "2026-10-24T11:00:00Z", 2)).toEqual(["2026-10-25 02:30", "2026-10-26 02:30"]);
    const { clock, runs, sources } = await scheduled(MANUAL);
    clock.setWall(Date.parse("2026-11-01T03:00:00Z") - clock.now());
    sources.change(PLANT, { lastEnd: clock.now() });
    sources.put({ schedule: cron("30 1 * * *", "America/New_York") });
    await clock.advance(24 * HOUR);
    expect(runs()).toHaveLength(1);
  });
});
