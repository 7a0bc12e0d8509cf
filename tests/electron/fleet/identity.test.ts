import { expect, test } from "vitest";
import { identify } from "#electron/fleet/identify.ts";
import { MOST_NEW_FROM_ADDRESS } from "#electron/fleet/roster.ts";
import { named } from "../../support/builders.ts";
import { aFleet, SITE } from "./fleet-host.ts";

test.each([
  [{ metadata: { device: "boiler-2", serial: "4711" } }, { by: "metadata", key: "device", value: "boiler-2" }],
  [{ metadata: { deviceId: 17 } }, { by: "metadata", key: "deviceId", value: "17" }],
  [{ metadata: { mac: "AA:BB:CC:00:11:22" } }, { by: "metadata", key: "mac", value: "aa:bb:cc:00:11:22" }],
  [{ metadata: { device: "  " } }, { by: "name", value: "boiler" }],
  [{ metadata: { device: { name: "no text" } } }, { by: "name", value: "boiler" }],
  [{ metadata: { device: "x".repeat(201) } }, { by: "name", value: "boiler" }],
  [
    { token: "roof", metadata: {} },
    { by: "token", value: "roof" },
  ],
  [{ name: named("Wärme.Zähler.1") }, { by: "name", value: "Wärme" }],
  [{ name: named("temperature") }, { by: "address", value: SITE }],
  [{ name: named(".temperature") }, { by: "address", value: SITE }],
  [{ name: named("") }, { by: "address", value: SITE }],
  [{ name: named(`${"x".repeat(201)}.a`) }, { by: "address", value: SITE }],
])("a register with %j is told apart by %j", (told, identity) => {
  expect(identify({ name: named("boiler.temperature"), metadata: undefined, provider: SITE, ...told })).toEqual(
    identity,
  );
});

test("a bridge brings several devices, and each says so", async () => {
  using site = aFleet();
  site.push(["a.t", "a.u"], { device: "pump-1" });
  site.push("b.t", { device: "pump-2" });
  await site.beat();
  expect(site.device("pump-1")).toMatchObject({
    identities: [{ by: "metadata", key: "device", value: "pump-1" }],
    addresses: [{ address: SITE, devices: 2 }],
    registers: { total: 2, fresh: 2 },
    review: "new",
  });
});

test("an alias changes neither the id nor what the wire calls the device, over a restart, too", async () => {
  using first = aFleet();
  first.push("boiler.t");
  await first.beat();
  const id = first.idOf("boiler");
  await first.care.edit(id, { alias: "Roof boiler", labels: ["roof"], site: "Site 5", grace: 3 }, "anna");
  await first.care.addNote(id, "**Leaks** a little", "anna");
  using site = first.restarted();
  site.push("boiler.t");
  await site.beat();
  expect(site.device("Roof boiler")).toMatchObject({
    ...{ id, wireName: "boiler", labels: ["roof"], site: "Site 5", grace: 3 },
    notes: [{ id: 1, by: "anna", text: "**Leaks** a little" }],
  });
  expect(site.view.all()).toHaveLength(1);
});

test("a note that was removed comes back as it was, in its place, once, and under another number if its own was taken", async () => {
  using site = aFleet();
  site.push("boiler.t");
  const id = site.idOf("boiler");
  await site.care.addNote(id, "first", "anna");
  await site.beat();
  await site.care.addNote(id, "second", "ben");
  const before = site.device("boiler").notes;
  await site.care.removeNote(id, 1, "ben");
  await site.care.undoRemoveNote(id, 1, "ben");
  expect(site.device("boiler").notes).toEqual(before);
  await expect(site.care.undoRemoveNote(id, 1, "ben")).rejects.toThrow(`Note 1 of device ${id} cannot be brought back`);

  await site.care.removeNote(id, 2, "ben");
  await site.care.addNote(id, "third", "ben");
  await site.care.undoRemoveNote(id, 2, "ben");
  expect(site.device("boiler").notes).toMatchObject([
    { id: 1, text: "first", by: "anna" },
    { id: 2, text: "third" },
    { id: 3, text: "second", by: "ben" },
  ]);
});

test("a name that could not be stored is not taken", async () => {
  using site = aFleet();
  site.push("boiler.t");
  await site.beat();
  site.disk.fails = true;
  await expect(site.care.edit(site.idOf("boiler"), { alias: "Roof" }, "anna")).rejects.toThrow("the disk is full");
  expect(site.device("boiler").alias).toBeUndefined();
});

test("what nobody could store meanwhile is stored once the disk is back", async () => {
  using first = aFleet();
  first.disk.fails = true;
  first.push("boiler.t");
  await first.beat();
  await first.beat();
  first.disk.fails = false;
  await first.beat();
  const id = first.idOf("boiler");
  using site = first.restarted();
  expect(site.view.all().map((device) => device.id)).toEqual([id]);
});

test("a sender of made-up names gets only so many devices, and it is told how many they are", async () => {
  using site = aFleet();
  for (let index = 0; index < 2_000; index++) site.push(`x${index}.value`, { from: "192.168.1.66" });
  site.push("pump.speed", { from: "192.168.1.30" });
  await site.beat();
  expect(site.view.all()).toHaveLength(MOST_NEW_FROM_ADDRESS + 1);
  expect(site.view.overflow()).toEqual({
    registers: 2_000 - MOST_NEW_FROM_ADDRESS,
    reason: "new-from-address",
    most: MOST_NEW_FROM_ADDRESS,
  });
});

test("merged devices are one, whatever each was told apart by; splitting gives some registers a device of their own", async () => {
  using site = aFleet();
  site.push(["boiler.t", "boiler.p"]);
  site.push("pump.speed");
  await site.beat();
  await site.reshape.merge(site.idOf("pump"), site.idOf("boiler"), "anna");
  site.push("pump.speed", { value: 2 });
  site.push("pump.flow");
  await site.beat();
  expect(site.view.all().map(({ wireName, registers }) => [wireName, registers.total])).toEqual([["boiler", 4]]);
  await site.reshape.split(site.idOf("boiler"), ["pump.*"], "The pump", "anna");
  site.push("pump.head");
  site.push("boiler.t", { value: 3 });
  await site.beat();
  expect(site.view.all().map(({ wireName, registers }) => [wireName, registers.total])).toEqual([
    ["boiler", 2],
    ["The pump", 3],
  ]);
});

test("a device that got another address is suggested to be merged, unless it is to be kept apart", async () => {
  using site = aFleet();
  site.push(["temperature", "humidity"], { from: "192.168.1.50" });
  await site.beat();
  const id = site.idOf("192.168.1.50");
  site.push(["temperature", "humidity"], { from: "192.168.1.51" });
  await site.beat();
  expect(site.device("192.168.1.51").mergeInto).toBe(id);
  await site.care.keepApart(site.idOf("192.168.1.51"), "anna");
  expect(site.device("192.168.1.51").mergeInto).toBeUndefined();
});

test("a token tells devices apart where their metadata does not, over a restart, too", async () => {
  using first = aFleet();
  first.push(["temperature", "humidity"], { token: "roof" });
  first.push("pressure", { token: "roof", device: "boiler-2" });
  first.push("boiler.t");
  await first.beat();
  using site = first.restarted();
  await site.beat();
  expect(
    site.view.all().map(({ wireName, identities: [by], registers }) => [wireName, by?.by, registers.total]),
  ).toEqual([
    ["roof", "token", 2],
    ["boiler-2", "metadata", 1],
    ["boiler", "name", 1],
  ]);
  site.push("temperature");
  site.push("boiler.t", { token: "cellar" });
  await site.beat();
  expect(site.view.all().map(({ wireName, registers }) => [wireName, registers.total])).toEqual([
    ["roof", 1],
    ["boiler-2", 1],
    ["boiler", 0],
    [SITE, 1],
    ["cellar", 1],
  ]);
});

test("a device that pushes as it did is asked for nothing anew, and one that says something else is", async () => {
  using site = aFleet();
  site.push("t", { device: "boiler" });
  await site.beat();
  for (const value of [2, 3]) site.push("t", { device: "boiler", value });
  expect(site.fleet.roster.followed(named("t"))?.metadata).toBe(site.registry.find("t")?.metadata);
  site.push("t", { device: "pump", value: 3 });
  await site.beat();
  expect(site.device("pump").registers.total).toBe(1);
});
