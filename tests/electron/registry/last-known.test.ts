/** How long the last known values are kept when the clock is not to be trusted. */
import { describe, expect, test } from "vitest";
import { Registry } from "#electron/registry/registry.ts";
import { aRecord, aReport } from "#tests/support/builders.ts";
import { FakeClock, NOON } from "#tests/support/fake-clock.ts";

const DEVICE = "192.168.1.20";
const DAY = 24 * 3_600_000;

function aRegistry() {
  const clock = new FakeClock();
  return { clock, registry: new Registry({ clock }) };
}

describe("An expired register", () => {
  test("is not forgotten because the clock went a year ahead, before it has kept to that for a day", async () => {
    const { registry, clock } = aRegistry();
    registry.provide(aReport("a", 7, 1_000), DEVICE);
    await clock.advance(2_000);
    clock.setWall(365 * DAY);
    await clock.advance(DAY);
    const believed = registry.lastKnownSize;
    await clock.advance(2 * 3_600_000);
    expect([believed, registry.lastKnownSize]).toEqual([1, 0]);
  });

  test("is not forgotten when the clock is set right again within the day, and its seven days go on", async () => {
    const { registry, clock } = aRegistry();
    registry.provide(aReport("a", 7, 1_000), DEVICE);
    await clock.advance(2_000);
    clock.setWall(365 * DAY);
    await clock.advance(DAY / 2);
    clock.setWall(-365 * DAY);
    await clock.advance(6 * DAY);
    const kept = registry.lastKnownSize;
    await clock.advance(DAY);
    expect([kept, registry.lastKnownSize]).toEqual([1, 0]);
  });

  test("of a run a month ago stays for a day, and one of a run a week ago does not", async () => {
    const left: number[][] = [];
    for (const days of [31, 8]) {
      const clock = new FakeClock();
      const at = NOON - days * DAY;
      using registry = new Registry({ clock, restored: [aRecord({ name: "a", providedAt: at, expiredAt: at })] });
      await clock.advance(DAY);
      const first = registry.lastKnownSize;
      await clock.advance(DAY);
      left.push([first, registry.lastKnownSize]);
    }
    expect(left).toEqual([
      [1, 0],
      [0, 0],
    ]);
  });
});
