import { describe, expect, test } from "vitest";
import { FleetFeed } from "#electron/rpc/fleet-feed.ts";
import type { Subscription } from "#electron/rpc/subscription.ts";
import type { FleetFeed as Message } from "#shared/contract/fleet.ts";
import type { DeviceId } from "#shared/model/device.ts";
import { named } from "#tests/support/builders.ts";
import { aFleet } from "../fleet/fleet-host.ts";

describe("Whose registers are is told", () => {
  test("in full to a window that subscribes, expired ones too, and again to one that comes back", async () => {
    using site = aSite();
    site.push("boiler.t", { ttl: 100 });
    site.push(["pump.speed", "pump.flow"]);
    await site.beat();
    await site.beat();
    const all = [{ boiler: ["boiler.t"], pump: ["pump.speed", "pump.flow"] }];
    expect(await site.told(site.feed.subscribe(undefined))).toEqual(all);
    site.push("pump.head");
    await site.beat();
    expect(await site.told(site.feed.subscribe(undefined))).toEqual([
      { ...all[0], pump: ["pump.speed", "pump.flow", "pump.head"] },
    ]);
  });

  test("when one comes to a device, and never with what it says", async () => {
    using site = aSite();
    const window = await site.watched();
    site.push(["boiler.t", "boiler.p"]);
    await site.beat();
    expect(await site.told(window)).toEqual([{ boiler: ["boiler.t", "boiler.p"] }]);
    for (let value = 2; value < 12; value++) {
      site.push(["boiler.t", "boiler.p"], { value });
      await site.beat();
    }
    expect((await messages(window)).filter(({ owned, released }) => owned ?? released)).toEqual([]);
  });

  test("once, however often it moved within a second", async () => {
    using site = aSite();
    const window = await site.watched();
    site.push("t", { device: "boiler" });
    site.push("t", { device: "pump" });
    site.registry.withdraw([named("t")]);
    site.push("t", { device: "boiler" });
    await site.beat();
    expect(await site.told(window)).toEqual([{ boiler: ["t"] }]);
  });

  test("when its metadata names another device, and when it is taken back", async () => {
    using site = aSite();
    site.push(["t", "p"], { device: "boiler" });
    const window = await site.watched();
    site.push("t", { device: "boiler-2" });
    await site.beat();
    site.registry.withdraw([named("p")]);
    await site.beat();
    expect(await site.told(window)).toEqual([{ "boiler-2": ["t"] }, { nobody: ["p"] }]);
  });

  test("when devices are merged and split", async () => {
    using site = aSite();
    site.push(["boiler.t", "boiler.p"]);
    site.push("pump.speed");
    const window = await site.watched();
    const gone = site.idOf("pump");
    await site.reshape.merge(gone, site.idOf("boiler"), "anna");
    await site.beat();
    const [merged] = await messages(window);
    expect(merged).toMatchObject({
      removed: [gone],
      owned: [{ device: site.idOf("boiler"), registers: ["pump.speed"] }],
    });
    await site.reshape.split(site.idOf("boiler"), ["boiler.p"], "Manometer", "anna");
    await site.beat();
    expect(await site.told(window)).toEqual([{ Manometer: ["boiler.p"] }]);
  });

  test("when a device is forgotten, and when it is brought back", async () => {
    using site = aSite();
    site.push(["boiler.t", "boiler.p"]);
    const window = await site.watched();
    const id = site.idOf("boiler");
    site.reshape.forget(id, 2, "anna");
    await site.beat();
    expect(await site.told(window)).toEqual([{ nobody: ["boiler.t", "boiler.p"] }]);
    site.reshape.undoForget(id);
    await site.beat();
    expect(await site.told(window)).toEqual([{ boiler: ["boiler.t", "boiler.p"] }]);
  });

  test("of no register of a source, which has no device", async () => {
    using site = aSite();
    const window = await site.watched();
    const put = new Map([[named("boiler.setpoint"), { value: 1, metadata: { device: "boiler" } }]]);
    site.registry.mirror("catalog", { put, gone: [] });
    await site.beat();
    expect(await site.told(window)).toEqual([]);
    expect(await site.told(site.feed.subscribe(undefined))).toEqual([{}]);
  });
});

test("What a device is called counts for all of its registers: by people first, then by all it was told apart by", async () => {
  using site = aFleet();
  site.push("boiler.t");
  site.push("b3.p", { device: "boiler-3" });
  await site.beat();
  expect([site.view.namesOf(named("boiler.t")), site.view.namesOf(named("lamp.on"))]).toEqual([["boiler"], []]);
  await site.care.edit(site.idOf("boiler"), { alias: "Roof boiler" }, "anna");
  await site.reshape.merge(site.idOf("boiler-3"), site.idOf("Roof boiler"), "anna");
  expect(site.view.namesOf(named("b3.p"))).toEqual(["Roof boiler", "boiler", "boiler-3"]);
});

function aSite() {
  const site = aFleet();
  const { fleet, view, orders, clock } = site;
  const feed = new FleetFeed({ fleet, view, orders, clock });
  const names = new Map<DeviceId, string>();
  return {
    ...site,
    feed,
    /** A window that has heard of everything up to now. */
    watched: async () => {
      await site.beat();
      const window = feed.subscribe(undefined);
      await messages(window);
      return window;
    },
    /** Whose registers are, of each message that says so, by the names of the devices. */
    told: async (window: Subscription<Message>) => {
      for (const { id, wireName } of view.all()) names.set(id, wireName);
      const saying = (await messages(window)).filter(({ owned, released }) => owned ?? released);
      return saying.map(({ owned = [], released }) => ({
        ...Object.fromEntries(owned.map(({ device, registers }) => [names.get(device) ?? device, registers])),
        ...(released && { nobody: released }),
      }));
    },
    [Symbol.dispose]: () => {
      feed[Symbol.dispose]();
      site[Symbol.dispose]();
    },
  };
}

/** What a window has not read yet. */
async function messages(window: Subscription<Message>): Promise<Message[]> {
  const all: Message[] = [];
  while (window.backlog > 0) {
    const { value } = await window.next();
    if (value) all.push(value);
  }
  return all;
}
