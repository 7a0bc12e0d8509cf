import { describe, expect, test } from "vitest";
import { Registry } from "#electron/registry/registry.ts";
import { RegisterWriteBehind } from "#electron/store/register-write-behind.ts";
import type { Write } from "#electron/store/write.ts";
import { RegdeskError } from "#shared/errors.ts";
import { aReport } from "#tests/support/builders.ts";
import { FakeClock } from "#tests/support/fake-clock.ts";

const DEVICE = "192.168.1.20";

describe("Registers are stored", () => {
  test("250 ms after a report, each once however often it was reported", async () => {
    const { registry, clock, writes } = storing();
    for (let value = 1; value <= 1_000; value++) registry.provide(aReport("a", value), DEVICE);
    registry.provide(aReport("b", 1), DEVICE);
    await clock.advance(249);
    const before = writes.length;
    await clock.advance(1);
    expect([before, writes]).toEqual([0, [["a=1000", "b=1"]]]);
  });

  test("also when they were only refreshed, so that a restart knows how old they are, but without haste", async () => {
    const { registry, clock, writes } = storing();
    registry.provide(aReport("a", 1), DEVICE);
    await clock.advance(250);
    registry.provide(aReport("a", 1), DEVICE);
    await clock.advance(1_900);
    expect(writes).toEqual([["a=1"]]);
    await clock.advance(100);
    expect(writes).toEqual([["a=1"], ["a=1"]]);
  });

  test("within the time of a change, when one comes while a refresh waits", async () => {
    const { registry, clock, writes } = storing();
    registry.provide(aReport("a", 1), DEVICE);
    await clock.advance(250);
    registry.provide(aReport("a", 1), DEVICE);
    registry.provide(aReport("b", 2), DEVICE);
    await clock.advance(250);
    expect(writes).toEqual([["a=1"], ["a=1", "b=2"]]);
  });

  test("as expired, and removed when they are withdrawn or forgotten", async () => {
    const { registry, clock, writes } = storing();
    registry.provide([...aReport("a", 1, 1_000), ...aReport("b", 1)], DEVICE);
    await clock.advance(250);
    registry.withdraw([aReport("b", 0)[0]!.name]);
    await clock.advance(2_000);
    await clock.sleep(8 * 24 * 3_600_000);
    await clock.advance(250);
    expect(writes).toEqual([["a=1", "b=1"], ["-b"], ["a=1 expired"], ["-a"]]);
  });

  test("one write at a time, and what comes meanwhile with the next", async () => {
    const { registry, clock, writes, disk } = storing();
    disk.slow = true;
    registry.provide(aReport("a", 1), DEVICE);
    await clock.advance(250);
    registry.provide(aReport("a", 2), DEVICE);
    await clock.advance(1_000);
    const during = [...writes];
    disk.catchUp();
    await clock.advance(250);
    expect([during, writes]).toEqual([[["a=1"]], [["a=1"], ["a=2"]]]);
  });

  test("later when the disk is full, and as they are by then", async () => {
    const { registry, clock, writes, disk } = storing();
    disk.full = true;
    registry.provide([...aReport("a", 1), ...aReport("b", 1)], DEVICE);
    await clock.advance(1_000);
    registry.provide(aReport("a", 2), DEVICE);
    disk.full = false;
    await clock.advance(5_000);
    expect(writes).toEqual([["a=2", "b=1"]]);
  });

  test("ever less often while the disk is full, but at least every five seconds", async () => {
    const { registry, clock, disk } = storing();
    disk.full = true;
    registry.provide(aReport("a", 1, 3_600_000), DEVICE);
    await clock.advance(60_000);
    const inTheFirstMinute = disk.attempts;
    await clock.advance(60_000);
    expect([inTheFirstMinute, disk.attempts - inTheFirstMinute]).toEqual([15, 12]);
  });

  test("as often as ever once the disk has room again", async () => {
    const { registry, clock, disk, writes } = storing();
    disk.full = true;
    registry.provide(aReport("a", 1), DEVICE);
    await clock.advance(30_000);
    disk.full = false;
    await clock.advance(5_000);
    writes.length = 0;
    registry.provide(aReport("a", 2), DEVICE);
    await clock.advance(250);
    expect(writes).toEqual([["a=2"]]);
  });

  test("with the revision at which they are", async () => {
    const { registry, clock, disk } = storing();
    for (const value of [1, 2, 3]) registry.provide(aReport("a", value), DEVICE);
    await clock.advance(250);
    expect(disk.revision).toBe(3);
  });

  test("by their devices alone: those of sources are stored with their source, and only their revision here", async () => {
    const { registry, clock, writes, disk } = storing();
    const { name } = aReport("a", 0)[0]!;
    registry.provide([...aReport("a", 1, 1_000), ...aReport("b", 1)], DEVICE);
    await clock.advance(250);
    const mirrored = { value: 2, metadata: undefined };
    registry.mirror("catalog", { put: new Map([[name, mirrored]]), gone: [] });
    await clock.advance(2_000);
    registry.mirror("catalog", { put: new Map([[name, { ...mirrored, value: 3 }]]), gone: [] });
    await clock.advance(250);
    expect([writes, disk.revision]).toEqual([[["a=1", "b=1"], ["-a"], []], registry.revision]);
  });

  test("but not under half a letter, which SQLite would write as what others may be called", async () => {
    const { registry, clock, writes } = storing();
    registry.provide([...aReport("\ud800", 1, 1_000), ...aReport("\ufffd", 2)], DEVICE);
    await clock.advance(250);
    registry.provide(aReport("\ud800", 1, 1_000), DEVICE);
    await clock.advance(2_500); // and it has expired
    registry.withdraw([aReport("\ud801", 0)[0]!.name, aReport("\ud800", 0)[0]!.name]);
    await clock.advance(250);
    expect(writes.filter((names) => names.length > 0)).toEqual([["\ufffd=2"]]);
  });

  test("before Regdesk stops", async () => {
    const { registry, writeBehind, clock, writes } = storing();
    registry.provide(aReport("a", 1), DEVICE);
    await writeBehind[Symbol.asyncDispose]();
    registry[Symbol.dispose]();
    expect([writes, clock.timers]).toEqual([[["a=1"]], 0]);
  });
});

/** A disk that notes what is written in the order of the calls, and can be slow or full. */
class TestDisk {
  readonly writes: string[][] = [];
  revision: number | undefined;
  attempts = 0;
  full = false;
  slow = false;
  readonly #stored = new Map<string, string>();
  #caughtUp = Promise.withResolvers<undefined>();

  async commit({ registers = [], refreshed = [], goneRegisters = [], revision }: Write): Promise<void> {
    this.attempts += 1;
    if (this.full) throw new RegdeskError("STORE_UNAVAILABLE", "full");
    this.revision = revision;
    const saved = registers.map(
      ({ name, value, expiredAt }) => `${name}=${value}${expiredAt === undefined ? "" : " expired"}`,
    );
    for (const { name, value } of registers) this.#stored.set(name, value);
    const names = refreshed.filter((_cell, index) => index % 5 === 4).map(String);
    const kept = names.map((name) => `${name}=${this.#stored.get(name)}`);
    this.writes.push([...saved, ...kept, ...goneRegisters.map((name) => `-${name}`)].sort());
    if (this.slow) await this.#caughtUp.promise;
  }

  catchUp(): void {
    this.slow = false;
    this.#caughtUp.resolve(undefined);
  }
}

function storing() {
  const clock = new FakeClock();
  const disk = new TestDisk();
  const registry = new Registry({ clock });
  const writeBehind = new RegisterWriteBehind(disk, clock, () => registry.revision);
  registry.listen(writeBehind);
  return { clock, disk, registry, writeBehind, writes: disk.writes };
}
