/** Devices whose registers are another one's now, because they call themselves something else or have another address. */
import { describe, expect, test } from "vitest";
import { aFleet } from "./fleet-host.ts";

const BEFORE = "192.168.1.50";
const AFTER = "192.168.1.51";
const BOTH = ["temperature", "humidity"];
const MINUTE = 60_000;

type Site = ReturnType<typeof aFleet>;

/** Its registers come from another address from now on, for a while. */
async function move(site: Site): Promise<void> {
  site.push(BOTH, { from: BEFORE });
  await site.beat();
  for (let minute = 0; minute < 2; minute++) {
    site.push(BOTH, { from: AFTER, ttl: 2 * MINUTE });
    await site.clock.advance(MINUTE);
  }
}

describe("A device whose registers came to another one", () => {
  test("is moved: neither on nor off, counted nowhere, no outage and no alarm", async () => {
    using site = aFleet();
    await move(site);
    const moved = site.device(BEFORE);
    expect(moved).toMatchObject({ state: "moved", reason: "moved", alarms: 0 });
    expect(site.view.counts()).toMatchObject({ online: 1, offline: 0, late: 0, notObserved: 0, new: 1 });
    expect(site.alarms.book.open()).toEqual([]);
    const { outages, percent } = await site.view.uptime(moved.id, undefined);
    expect([outages, percent]).toEqual([[], 100]);
    expect(site.lines.filter((line) => line.kind === "device-state")).toMatchObject([
      { name: BEFORE, to: "online", isFirst: true },
      { name: BEFORE, to: "moved" },
      { name: AFTER, to: "online", isFirst: true },
    ]);
  });

  test("is moved after a start, too, also when nobody had heard of it when it moved", async () => {
    using first = aFleet();
    first.push(BOTH, { from: BEFORE });
    await first.beat();
    using second = first.restarted();
    second.push(BOTH, { from: AFTER, ttl: MINUTE }); // before the first look at any device
    await second.beat();
    using third = second.restarted();
    await third.clock.advance(2_000);
    expect(third.device(BEFORE)).toMatchObject({ state: "moved", reason: "moved" });
    expect(third.view.counts()).toMatchObject({ offline: 0, notObserved: 0, online: 1 });
    await third.clock.advance(10 * MINUTE);
    expect(third.alarms.book.open().map(({ device }) => device)).toEqual([third.idOf(AFTER)]);
  });

  test("was gone before it moved: its alarm is over with that, and so is its outage", async () => {
    using site = aFleet();
    site.push(BOTH, { from: BEFORE });
    await site.clock.advance(MINUTE);
    expect(site.alarms.book.open()).toMatchObject([{ deviceName: BEFORE, state: "active-unacked" }]);
    site.push(BOTH, { from: AFTER, ttl: MINUTE });
    await site.clock.advance(2_000);
    expect(site.alarms.book.open()).toMatchObject([{ deviceName: BEFORE, state: "cleared-unacked" }]);
    const { outages } = await site.view.uptime(site.idOf(BEFORE), undefined);
    expect(outages).toEqual([expect.objectContaining({ end: expect.any(Number) as number })]);
  });

  test("does not keep most of a fleet from being most of it", async () => {
    using site = aFleet();
    for (let from = 0; from < 4; from++) {
      site.push(`m${from}`, { device: `old-${from}` });
      await site.beat();
      site.push(`m${from}`, { device: "new" });
    }
    const three = ["boiler.t", "pump.rpm", "valve.open"];
    site.push(three);
    await site.clock.advance(MINUTE);
    expect(site.alarms.book.open().some(({ cause }) => cause.kind === "storm")).toBe(true);
  });

  test("is what it was when its registers come back", async () => {
    using site = aFleet();
    await move(site);
    site.push(BOTH, { from: BEFORE, ttl: MINUTE });
    await site.beat();
    expect(site.device(BEFORE)).toMatchObject({ state: "online" });
    expect(site.device(AFTER)).toMatchObject({ state: "moved" });
    // The other one is the one that is left over now.
    expect([site.device(AFTER).mergeInto, site.device(BEFORE).mergeInto]).toEqual([undefined, site.idOf(AFTER)]);
  });
});

describe("That a device seems to be another one", () => {
  test("is asked after a start, too, until somebody keeps them apart, which holds", async () => {
    using first = aFleet();
    await move(first);
    using second = first.restarted();
    await second.beat();
    const [before, after] = [second.idOf(BEFORE), second.idOf(AFTER)];
    expect(second.device(AFTER).mergeInto).toBe(before);
    expect(second.device(AFTER)).not.toHaveProperty("likeness");
    await second.care.keepApart(after, "anna");
    using third = second.restarted();
    await third.beat();
    expect(third.device(AFTER).mergeInto).toBeUndefined();
    third.push(BOTH, { from: BEFORE });
    await third.beat();
    third.push(BOTH, { from: AFTER });
    await third.beat();
    expect([third.device(AFTER).mergeInto, third.device(BEFORE).mergeInto]).toEqual([undefined, undefined]);
  });

  test("is not asked while the other one has registers of its own again", async () => {
    using site = aFleet();
    await move(site);
    site.push("pressure", { from: BEFORE });
    await site.beat();
    expect(site.device(AFTER).mergeInto).toBeUndefined();
  });

  test("is asked of the one that the other was merged into", async () => {
    using site = aFleet();
    await move(site);
    site.push("lamp.on");
    await site.beat();
    await site.reshape.merge(site.idOf(BEFORE), site.idOf("lamp"), "anna");
    expect(site.device(AFTER).mergeInto).toBeUndefined(); // it has registers
    site.registry.withdraw([...site.fleet.roster.find(site.idOf("lamp"))!.registers.keys()]);
    expect(site.device(AFTER).mergeInto).toBe(site.idOf("lamp"));
  });

  test("is over when they are merged, either way, and the merged one is on", async () => {
    for (const isInto of [true, false]) {
      using site = aFleet();
      await move(site);
      const [before, after] = [site.idOf(BEFORE), site.idOf(AFTER)];
      await site.reshape.merge(isInto ? after : before, isInto ? before : after, "anna");
      await site.beat();
      expect(site.view.all()).toMatchObject([{ state: "online" }]);
      expect(site.view.all()[0]?.mergeInto).toBeUndefined();
      using next = site.restarted();
      await next.beat();
      expect(next.view.all()).toMatchObject([{ state: "online", registers: { total: 2 } }]);
    }
  });
});
