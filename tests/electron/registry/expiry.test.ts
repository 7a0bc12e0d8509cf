import { describe, expect, test } from "vitest";
import { Registry } from "#electron/registry/registry.ts";
import { RegisterName } from "#shared/model/register.ts";
import { aProvision, aRecord, aReport } from "#tests/support/builders.ts";
import { FakeClock } from "#tests/support/fake-clock.ts";

/** The protocol allows this much after the deadline. */
const LATEST = 250;
const DEVICE = "192.168.1.20";
const YEAR = 365 * 24 * 3_600_000;

describe("A register", () => {
  test.each([1, 49, 50, 51, 999, 1_000, 10_000])("lives for all of its %i ms and not 250 ms longer", (ttl) => {
    const { registry, clock } = aRegistry();
    clock.tick(17);
    registry.provide(aReport("a", 1, ttl), DEVICE);
    clock.tick(ttl - 1);
    const before = registry.size;
    clock.tick(1 + LATEST);
    expect([before, registry.size]).toEqual([1, 0]);
  });

  test("lives on from every refresh for its whole time", () => {
    const { registry, clock } = aRegistry();
    for (let refresh = 0; refresh < 20; refresh++) {
      registry.provide(aReport("a", 1, 1_000), DEVICE);
      clock.tick(999);
    }
    const alive = registry.size;
    clock.tick(1 + LATEST);
    expect([alive, registry.size]).toEqual([1, 0]);
  });

  test("goes sooner when a refresh brings a shorter time to live", () => {
    const { registry, clock } = aRegistry();
    registry.provide(aReport("a", 1, 60_000), DEVICE);
    registry.provide(aReport("a", 1, 1_000), DEVICE);
    clock.tick(1_000 + LATEST);
    expect(registry.size).toBe(0);
  });

  test("goes later when a refresh brings a longer one", () => {
    const { registry, clock } = aRegistry();
    registry.provide(aReport("a", 1, 1_000), DEVICE);
    registry.provide(aReport("a", 1, 60_000), DEVICE);
    clock.tick(59_999);
    expect(registry.size).toBe(1);
  });

  test.each([1, 25, 292])("may live for %i years", async (years) => {
    const { registry, clock } = aRegistry();
    registry.provide(aReport("a", 1, years * YEAR), DEVICE);
    await clock.advance(1_000);
    await clock.sleep(years * YEAR - 2_000);
    const before = registry.size;
    await clock.sleep(1_001);
    await clock.advance(LATEST);
    expect([before, registry.size]).toEqual([1, 0]);
  });

  test.each([-YEAR, -3_600_000, 3_600_000, YEAR])("does not mind when the wall clock is set by %i ms", (jump) => {
    const { registry, clock } = aRegistry();
    registry.provide(aReport("a", 1, 1_000), DEVICE);
    clock.setWall(jump);
    clock.tick(999);
    const before = registry.size;
    clock.tick(1 + LATEST);
    expect([before, registry.size]).toEqual([1, 0]);
  });

  test("that was restored has the time that is left to it", () => {
    const clock = new FakeClock();
    const record = aRecord({ name: "a", ttl: 10_000, deadline: clock.monotonic() + 400 });
    using registry = new Registry({ clock, restored: [record], revision: 7 });
    clock.tick(399);
    const before = registry.size;
    clock.tick(1 + LATEST);
    expect([before, registry.size, registry.revision]).toEqual([1, 0, 8]);
  });

  test("whose time ran out while Regdesk did not run expires after the start", () => {
    const clock = new FakeClock();
    using registry = new Registry({ clock, restored: [aRecord({ deadline: clock.monotonic() })] });
    clock.tick(LATEST);
    expect([registry.size, [...registry.lastKnown()].length]).toEqual([0, 1]);
  });
});

describe("50,000 registers that expire together", () => {
  const COUNT = 50_000;

  test("go in chunks between which others get their turn, all of them in time", () => {
    const { registry, clock } = aRegistry();
    registry.provide(
      Array.from({ length: COUNT }, (_, index) => aProvision({ name: `r${index}`, ttl: 1_000 })),
      DEVICE,
    );
    const left: number[] = [];
    registry.listen({ provided: ignore, expired: ignore, withdrawn: ignore, forgotten: ignore });
    const look = (): void => {
      if (registry.size === 0) return;
      left.push(registry.size);
      clock.after(0, look);
    };
    clock.after(1_050, look);
    clock.tick(1_000 + LATEST);
    const steps = left.map((size, index) => (left[index - 1] ?? COUNT) - size);
    expect([registry.size, left.length > 10, Math.max(...steps) <= 1_000]).toEqual([0, true, true]);
  });

  test("do not when they were refreshed between two chunks", () => {
    const { registry, clock } = aRegistry();
    const report = Array.from({ length: COUNT }, (_, index) => aProvision({ name: `r${index}`, ttl: 1_000 }));
    registry.provide(report, DEVICE);
    let expired = 0;
    registry.listen({ provided: ignore, expired: () => expired++, withdrawn: ignore, forgotten: ignore });
    registry.onceChanged(undefined, () => {
      clock.after(0, () => registry.provide(report.slice(-10_000), DEVICE));
    });
    clock.tick(1_000 + LATEST);
    expect([expired, registry.size]).toEqual([40_000, 10_000]);
  });
});

test("What expired can be taken away before its time, what lives stays, and what is reported again is back", () => {
  const { registry, clock } = aRegistry();
  registry.provide([aProvision({ name: "gone", ttl: 1_000 }), aProvision({ name: "here", ttl: 60_000 })], DEVICE);
  clock.tick(1_000 + LATEST);
  const forgotten: string[] = [];
  registry.listen({ provided: ignore, expired: ignore, withdrawn: ignore, forgotten: (name) => forgotten.push(name) });
  expect(registry.archive(["gone", "here", "never was"].map((name) => RegisterName.parse(name)))).toEqual(["gone"]);
  expect([forgotten, [...registry.lastKnown()], registry.size]).toEqual([["gone"], [], 1]);
  registry.provide([aProvision({ name: "gone" })], DEVICE);
  expect(registry.find("gone")).toBeDefined();
});

test("A registry without registers keeps no timer", () => {
  const { registry, clock } = aRegistry();
  registry.provide(aReport("a", 1, 1_000), DEVICE);
  registry[Symbol.dispose]();
  expect(clock.timers).toBe(0);
});

function aRegistry() {
  const clock = new FakeClock();
  return { clock, registry: new Registry({ clock }) };
}

function ignore(): void {
  // this test does not care for that news
}
