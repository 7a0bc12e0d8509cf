import fc from "fast-check";
import { expect, test } from "vitest";
import { standingOf } from "#electron/fleet/standing.ts";
import { aFleet } from "./fleet-host.ts";

const TTL = 10_000;

test.each([
  // age of each register, watched for, and how the device stands
  [[0], 1e6, "online", "all-fresh"],
  [[6_000], 1e6, "online", "all-fresh"],
  [[6_001], 1e6, "late", "in-grace"],
  [[0, 6_001], 1e6, "late", "some-late"],
  [[0, 10_001], 1e6, "late", "some-expired"],
  [[10_001], 1e6, "late", "in-grace"],
  [[15_000], 1e6, "late", "in-grace"],
  [[15_001], 1e6, "offline", "all-expired"],
  [[15_001, 15_000], 1e6, "late", "in-grace"],
  [[15_001, 99_999], 1e6, "offline", "all-expired"],
  [[], 1e6, "offline", "withdrawn"],
  [[50_000], 0, "not-observed", "not-observed"],
  [[50_000], 14_999, "not-observed", "not-observed"],
  [[50_000], 15_000, "offline", "all-expired"],
  [[0, 50_000], 14_999, "online", "all-fresh"],
  [[0, 50_000], 15_000, "late", "some-expired"],
  [[7_000, 50_000], 8_000, "late", "in-grace"],
])("registers of the ages %j, watched for %i ms: %s, %s", (ages, watched, state, reason) => {
  const now = 1e9;
  const reports = ages.map((age) => ({ at: now - age, ttl: TTL }));
  expect(standingOf(reports, { now, since: now - watched, grace: 1.5 })).toMatchObject({ state, reason });
});

test("a device goes late, offline and on again, each told with its reason, and the audit hears of what matters", async () => {
  using site = aFleet();
  const standing = () => {
    const { state, reason } = site.device("boiler");
    return `${state}, ${reason}`;
  };
  site.push(["boiler.t", "boiler.p"]);
  await site.beat();
  expect(standing()).toBe("online, all-fresh");
  await site.clock.advance(6_000);
  expect(standing()).toBe("late, in-grace");
  site.push("boiler.t");
  await site.clock.advance(5_000);
  expect(standing()).toBe("late, some-expired");
  await site.clock.advance(20_000);
  expect(standing()).toBe("offline, all-expired");
  site.push("boiler.t");
  await site.beat();
  expect(standing()).toBe("late, some-expired");
  const states = site.lines.filter((line) => line.kind === "device-state");
  expect(states.map(({ to, isFirst }) => [to, isFirst])).toEqual([
    ["online", true],
    ["offline", false],
    ["late", false],
  ]);
});

test("a clean stop is told apart from silence", async () => {
  using site = aFleet();
  site.push("boiler.t");
  await site.beat();
  site.registry.withdraw([...site.fleet.roster.find(site.idOf("boiler"))!.registers.keys()]);
  await site.beat();
  expect(site.device("boiler")).toMatchObject({ state: "offline", reason: "withdrawn" });
  await site.beat();
  expect((await site.view.uptime(site.idOf("boiler"), undefined)).outages).toMatchObject([{ cause: "stopped" }]);
});

test("a device whose registers went to another one, or are long gone, is not said to have taken them back, after a start, too", async () => {
  using first = aFleet();
  const reasonOf = (site: ReturnType<typeof aFleet>, name: string) => site.device(name).reason;
  first.push("t", { device: "old-name" });
  first.push("pump.speed");
  await first.beat();
  await first.care.edit(first.idOf("pump"), { alias: "Pump" }, "anna");
  first.push("t", { device: "new-name" });
  await first.beat();
  expect(reasonOf(first, "old-name")).toBe("moved");
  const told = first.lines.findLast((line) => line.kind === "device-state" && line.name === "old-name");
  expect(told).toMatchObject({ to: "moved" });

  using site = first.restarted();
  await site.beat();
  expect(reasonOf(site, "old-name")).toBe("moved");
  await site.clock.advance(8 * 24 * 3_600_000);
  expect([site.device("Pump").registers.total, reasonOf(site, "Pump")]).toEqual([0, "no-registers"]);
});

test("the intervals that its pace is made of are told in full, the usual ones whole in one bucket", async () => {
  using site = aFleet();
  const spread = () => site.care.find(site.idOf("boiler")).interval.spread();
  site.push("boiler.t");
  expect(spread()).toEqual({ of: 0, buckets: [] });
  for (const wait of [4_900, 5_000, 5_100, 5_000, 10_000]) {
    await site.clock.advance(wait);
    site.push("boiler.t");
  }
  const { of, buckets } = spread();
  expect([of, buckets.map(({ count }) => count)]).toEqual([5, [4, 0, 0, 1]]);
  expect(buckets.map(({ from, to }) => [Math.round(from), Math.round(to)])).toEqual([
    [4_467, 5_623],
    [5_623, 7_079],
    [7_079, 8_913],
    [8_913, 11_220],
  ]);
  for (let push = 0; push < 100; push++) {
    await site.clock.advance(1_000);
    site.push("boiler.t");
  }
  expect(spread()).toMatchObject({ of: 64, buckets: [{ count: 64 }] });
});

test("a device that goes on and off four times within ten minutes flaps, until it is quiet for as long", async () => {
  using site = aFleet();
  for (let round = 0; round < 3; round++) {
    site.push("boiler.t", { ttl: 2_000 });
    await site.clock.advance(10_000);
  }
  expect(site.device("boiler")).toMatchObject({ state: "flapping", transitions: 5 });
  for (let minute = 0; minute < 130; minute++) {
    site.push("boiler.t", { ttl: 10_000 });
    await site.clock.advance(5_000);
  }
  expect(site.device("boiler")).toMatchObject({ state: "online", transitions: 0 });
});

test("how often a device pushes is told with its jitter", async () => {
  using site = aFleet();
  for (const wait of [5_000, 5_000, 5_200, 4_800, 5_000, 9_000]) {
    site.push(["boiler.t", "boiler.p"]);
    await site.clock.advance(wait);
  }
  site.push(["boiler.t", "boiler.p"]);
  expect(site.device("boiler").interval).toEqual({ p50: 5_000, jitter: 0, of: 12 });
});

test("after a sleep nothing is offline before it has had the chance to push", async () => {
  using site = aFleet();
  site.push("boiler.t");
  site.push("pump.speed", { ttl: 60_000 });
  await site.beat();
  await site.clock.sleep(8 * 3_600_000);
  await site.beat();
  expect(site.view.all().map(({ state }) => state)).toEqual(["not-observed", "not-observed"]);
  site.push("pump.speed", { ttl: 60_000 });
  await site.clock.advance(16_000);
  expect([site.device("boiler").state, site.device("pump").state]).toEqual(["offline", "online"]);
  expect(site.alarms.book.open().map(({ deviceName }) => deviceName)).toEqual(["boiler"]);
});

test("a wall clock that is set makes no device late, and no alarm", async () => {
  using site = aFleet();
  for (const jump of [3_600_000, -7_200_000, 86_400_000]) {
    site.push("boiler.t");
    await site.beat();
    site.clock.setWall(jump);
    await site.clock.advance(3_000);
    expect(site.device("boiler").state).toBe("online");
  }
  expect(site.alarms.book.open()).toEqual([]);
});

/** The rules in the words of the design, over everything that was ever pushed. */
function naive(pushes: ReadonlyMap<string, { at: number; ttl: number }>, now: number, grace: number) {
  const ages = [...pushes.values()].map(({ at, ttl }) => ({ age: now - at, ttl }));
  if (ages.length === 0) return undefined;
  if (ages.every(({ age, ttl }) => age > ttl * grace)) return "offline";
  if (ages.every(({ age, ttl }) => age <= ttl * 0.6)) return "online";
  return "late";
}

test("whatever is pushed when, the state is what the registers' ages say", async () => {
  const step = fc.record({
    wait: fc.integer({ min: 0, max: 25 }).map((seconds) => seconds * 1_000 + 500),
    register: fc.constantFrom("boiler.a", "boiler.b", "boiler.c"),
    ttl: fc.constantFrom(2_000, 10_000, 40_000),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      using site = aFleet();
      const pushes = new Map<string, { at: number; ttl: number }>();
      for (const { wait, register, ttl } of steps) {
        site.push(register, { ttl });
        pushes.set(register, { at: site.clock.monotonic(), ttl });
        await site.clock.advance(wait + 1_000);
        const lookedAt = Math.floor((site.clock.monotonic() - 5_000) / 1_000) * 1_000 + 5_000;
        const { state } = site.device("boiler");
        if (state !== "flapping") expect(state).toBe(naive(pushes, lookedAt, 1.5));
      }
    }),
    { numRuns: 40 },
  );
});
