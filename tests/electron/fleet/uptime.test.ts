import fc from "fast-check";
import { expect, test } from "vitest";
import { joined } from "#electron/fleet/joined.ts";
import { CELL, dayUntil, uptimeOf } from "#electron/fleet/uptime.ts";
import { DAY_CELLS, DeviceState } from "#shared/model/device.ts";
import { letterOf } from "#shared/uptime-letter.ts";
import { NOON } from "../../support/fake-clock.ts";
import { aFleet } from "./fleet-host.ts";

const MINUTE = 60_000;
const HOUR = 3_600_000;

test("the cells of any range sum to its length, and their parts to each cell, whatever happened when", () => {
  const moment = fc.integer({ min: -2 * HOUR, max: 26 * HOUR });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(moment, fc.constantFrom(...DeviceState.options)), { maxLength: 20 }),
      fc.array(fc.tuple(moment, fc.integer({ min: 1, max: 3 * HOUR })), { maxLength: 5 }),
      moment,
      (moves, gaps, now) => {
        const range = { from: 0, to: 24 * HOUR };
        const transitions = moves.map(([at, state]) => ({ at, state })).sort((a, b) => a.at - b.at);
        let end = -Infinity;
        const unobserved = gaps
          .sort(([a], [b]) => a - b)
          .map(([from, length]) => ({ from: Math.max(from, end), to: (end = Math.max(end, from + length)) }));
        const { cells, outages, percent } = uptimeOf({ ...range, now, transitions, unobserved });
        expect(cells).toHaveLength(DAY_CELLS);
        for (const { from: _, ...parts } of cells) {
          expect(Object.values(parts).reduce((a, b) => a + b)).toBe(CELL);
          expect(Math.min(...Object.values(parts))).toBeGreaterThanOrEqual(0);
        }
        const offline = cells.reduce((sum, cell) => sum + cell.offline, 0);
        expect(outages.reduce((sum, { duration }) => sum + duration, 0)).toBe(offline);
        if (percent !== undefined) expect(percent >= 0 && percent <= 100).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});

test("time that nobody watched is neither up nor down, and an outage goes on through it", () => {
  const { cells, outages, percent } = uptimeOf({
    ...{ from: 0, to: 4 * HOUR, now: 4 * HOUR },
    transitions: [
      { at: 0, state: "online" },
      { at: HOUR, state: "offline", cause: "bridge" },
      { at: 3 * HOUR, state: "not-observed" },
      { at: 3 * HOUR + MINUTE, state: "online" },
    ],
    unobserved: [{ from: 1.5 * HOUR, to: 2.5 * HOUR }],
  });
  expect(cells.map(letterOf).join("")).toBe("ooooxxnnnnxxoooo");
  expect(outages).toEqual([{ start: HOUR, end: 3 * HOUR + MINUTE, duration: HOUR, cause: "bridge" }]);
  const up = HOUR + 59 * MINUTE;
  expect(percent).toBeCloseTo((100 * up) / (up + HOUR), 6);
});

test("the day ends with the quarter of an hour that is running", () => {
  expect(dayUntil(NOON + 1)).toEqual({ from: NOON + CELL - 24 * HOUR, to: NOON + CELL });
});

test("a device's day and outages come back after a restart, with the time in between as not observed", async () => {
  using first = aFleet();
  first.push("boiler.t");
  await first.clock.advance(20 * MINUTE);
  first.push("boiler.t", { ttl: HOUR });
  await first.clock.advance(10 * MINUTE);
  const from = first.clock.now();
  using site = first.restarted();
  site.clock.tick(0);
  await site.clock.sleep(HOUR);
  site.unobserved.push({ from, to: site.clock.now() });
  site.push("boiler.t", { ttl: HOUR });
  await site.clock.advance(62_000);
  const { outages } = await site.view.uptime(site.idOf("boiler"), undefined);
  expect(outages).toHaveLength(1);
  expect(outages[0]).toMatchObject({ start: NOON + 16_000, cause: "device" });
  expect(site.device("boiler").day).toMatch(/^-+xxnnnno$/);
});

test("where the clock was set back, the time that came twice is told once, over a restart, too", async () => {
  using first = aFleet();
  first.push("boiler.t");
  await first.clock.advance(20 * MINUTE);
  first.push("boiler.t", { ttl: 2_000 });
  await first.clock.advance(MINUTE);
  first.clock.setWall(-15 * MINUTE);
  first.push("boiler.t", { ttl: HOUR });
  await first.clock.advance(30 * MINUTE);
  const told = async (site: ReturnType<typeof aFleet>) => {
    const { cells, outages } = await site.view.uptime(site.idOf("boiler"), undefined);
    for (const { from: _, ...parts } of cells) expect(Math.min(...Object.values(parts))).toBeGreaterThanOrEqual(0);
    return outages;
  };
  expect(await told(first)).toMatchObject([{ start: NOON + 16_000, end: NOON + 6 * MINUTE + 1_000 }]);
  using site = first.restarted();
  expect(await told(site)).toMatchObject([{ start: NOON + 16_000, end: NOON + 6 * MINUTE + 1_000 }]);
});

test("a range of more than a month is refused", async () => {
  using site = aFleet();
  site.push("boiler.t");
  await site.beat();
  await expect(site.view.uptime(site.idOf("boiler"), { from: 0, to: 32 * 24 * HOUR })).rejects.toThrow(
    "at most 31 days",
  );
});

test("merged devices were up when either was, as far back as anything is stored, over a restart, too", async () => {
  using first = aFleet();
  first.push("a.t", { ttl: HOUR });
  first.push("b.t", { ttl: 10_000 });
  await first.clock.advance(3 * HOUR);
  first.push("b.t", { ttl: 100 * HOUR });
  await first.clock.advance(24 * HOUR); // longer than states are held
  await first.reshape.merge(first.idOf("a"), first.idOf("b"), "anna");
  await first.beat();
  const range = { from: NOON, to: NOON + 3 * HOUR };
  const uptime = await first.view.uptime(first.idOf("b"), range);
  // The first was silent after an hour, and off half an hour later; the second came back after three.
  expect(uptime.outages).toMatchObject([{ start: NOON + 1.5 * HOUR + 1_000 }]);
  expect(uptime.percent).toBeCloseTo(50, 0);
  using site = first.restarted();
  const { outages } = await site.view.uptime(site.idOf("b"), range);
  expect(outages).toEqual(uptime.outages);
});

test("of two devices that were one, the better state counts, from the first moment of either", () => {
  const at = (...states: [number, DeviceState][]) => states.map(([time, state]) => ({ at: time, state }));
  const one = at([1, "online"], [5, "offline"], [9, "late"]);
  const other = at([3, "late"], [6, "not-observed"], [7, "online"], [8, "flapping"]);
  const both = at(
    ...([
      [1, "online"],
      [3, "online"],
      [5, "late"],
      [6, "offline"],
      [7, "online"],
      [8, "flapping"],
      [9, "late"],
    ] as [number, DeviceState][]),
  );
  expect([joined(one, other), joined(other, one), joined([], one), joined(one, [])]).toEqual([both, both, one, one]);
});
