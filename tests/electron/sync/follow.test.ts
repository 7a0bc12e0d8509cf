import { describe, expect, test } from "vitest";
import { settled } from "#tests/support/fake-clock.ts";
import { PLANT, scheduled } from "./scheduled.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAILY = { timing: { kind: "interval", every: 24 * 60 * MINUTE } } as const;
const PEER = { connection: { kind: "peer", url: "http://peer/", follow: true } } as const;
const FILE = { connection: { kind: "file", path: "/plant.json" } } as const;

describe("A peer that is followed", () => {
  test("is followed after its first sync, and not before", async () => {
    const { sources } = await scheduled(DAILY, PEER, { phase: "never", lastEnd: undefined, hash: undefined });
    expect(sources.follows).toHaveLength(0);
    sources.change(PLANT, { hash: "h" });
    await settled();
    expect(sources.follows).toHaveLength(1);
  });

  test("is connected to again after 1, 2, 4 to 30 s, and from 1 s on after it said something", async () => {
    const { clock, sources } = await scheduled(DAILY, PEER);
    const began = clock.monotonic();
    const times: number[] = [];
    sources.connection = () => {
      times.push((clock.monotonic() - began) / SECOND);
      return Promise.reject(new Error("it is gone"));
    };
    sources.change(PLANT, { pausedUntil: null });
    await settled();
    sources.change(PLANT, { pausedUntil: undefined });
    await clock.advance(100 * SECOND);
    expect(times).toEqual([0, 1, 3, 7, 15, 31, 61, 91]);
    sources.connection = ({ heard }) => {
      times.push((clock.monotonic() - began) / SECOND);
      heard();
      return Promise.reject(new Error("it is gone again"));
    };
    await clock.advance(23 * SECOND);
    expect(times.slice(8)).toEqual([121, 122, 123]);
  });

  test("is connected to soon again after a connection that held, even if nothing was said", async () => {
    const { clock, sources } = await scheduled(DAILY, PEER);
    sources.connection = () =>
      new Promise<never>((_, reject) => clock.after(40 * SECOND, () => reject(new Error("lost"))));
    sources.change(PLANT, { pausedUntil: null });
    await settled();
    sources.change(PLANT, { pausedUntil: undefined });
    await clock.advance(3 * 41 * SECOND);
    expect(sources.follows).toHaveLength(5); // the first was let go with the pause
  });

  test("is let go while the source is paused, switched off, removed or outside of its hours", async () => {
    const { clock, sources } = await scheduled(DAILY, PEER);
    const last = (): boolean | undefined => sources.follows.at(-1)?.signal.aborted;
    expect(last()).toBe(false);
    sources.change(PLANT, { pausedUntil: null });
    await settled();
    expect(last()).toBe(true);
    sources.change(PLANT, { pausedUntil: undefined });
    await settled();
    expect([last(), sources.follows.length]).toEqual([false, 2]);
    const hours = [{ from: "00:00", to: "00:01" }];
    sources.put({ ...PEER, schedule: { ...DAILY, hours } });
    await settled();
    expect(last()).toBe(true);
    await clock.advance(24 * 60 * MINUTE);
    expect(sources.follows.length).toBe(3);
    expect(last()).toBe(true);
    sources.put({ ...PEER, schedule: DAILY });
    await settled();
    sources.put({ ...PEER, schedule: DAILY, enabled: false });
    await settled();
    expect([last(), sources.follows.length]).toEqual([true, 4]);
    sources.put({ ...PEER, schedule: DAILY });
    await settled();
    sources.remove(PLANT);
    await settled();
    expect([last(), sources.follows.length]).toEqual([true, 5]);
  });

  test("is followed anew at its new address", async () => {
    const { sources } = await scheduled(DAILY, PEER);
    sources.put({ schedule: DAILY, connection: { kind: "peer", url: "http://other/", follow: true } });
    await settled();
    expect(sources.follows.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  });
});

describe("A file", () => {
  test("is synced when it is changed, as an edit", async () => {
    const { clock, runs, sources } = await scheduled(DAILY, FILE);
    await clock.advance(MINUTE);
    sources.watches.get(PLANT)?.();
    await settled();
    expect(runs()).toEqual([[MINUTE, "edit"]]);
  });

  test("that is changed during a run is read once more after it", async () => {
    const { clock, runs, sources } = await scheduled(DAILY, FILE);
    sources.outcome = async () => {
      await new Promise<void>((resolve) => clock.after(MINUTE, resolve));
      return {};
    };
    void sources.run(PLANT, "manual");
    await clock.advance(SECOND);
    sources.watches.get(PLANT)?.();
    sources.watches.get(PLANT)?.();
    await clock.advance(10 * MINUTE);
    expect(runs()).toEqual([
      [0, "manual"],
      [MINUTE, "edit"],
    ]);
  });

  test("that is changed while its source is paused is synced when the pause is over", async () => {
    const { clock, runs, sources } = await scheduled(DAILY, FILE);
    sources.change(PLANT, { pausedUntil: clock.now() + MINUTE });
    sources.watches.get(PLANT)?.();
    await clock.advance(5 * MINUTE);
    expect(runs()).toEqual([[MINUTE, "edit"]]);
  });

  test("is read once after a change, also when what is found waits for a word since an earlier run", async () => {
    const { clock, sources, runs } = await scheduled(DAILY, FILE);
    sources.answering = "manual";
    sources.watches.get(PLANT)?.();
    await settled();
    expect(runs()).toEqual([[0, "edit"]]);
    await clock.advance(MINUTE);
    expect(runs()).toEqual([]);
  });

  test("is not watched when its source is synced by hand only, or switched off", async () => {
    const { sources } = await scheduled({ timing: { kind: "manual" } }, FILE);
    expect(sources.watches.size).toBe(0);
    sources.put({ ...FILE, schedule: DAILY });
    await settled();
    expect(sources.watches.size).toBe(1);
    sources.put({ ...FILE, schedule: DAILY, enabled: false });
    await settled();
    expect(sources.watches.size).toBe(0);
  });
});
