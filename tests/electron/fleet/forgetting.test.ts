import { expect, test } from "vitest";
import { aFleet } from "./fleet-host.ts";

test("forgetting wants the number of registers, can be undone for ten seconds, and lets a device reappear", async () => {
  using site = aFleet();
  site.push(["boiler.t", "boiler.p"], { ttl: 2_000 });
  await site.beat();
  const id = site.idOf("boiler");
  await site.care.addNote(id, "leaks", "anna");
  expect(() => site.reshape.forget(id, 3, "anna")).toThrow("boiler has 2 registers, not 3; type 2 to forget it");

  site.reshape.forget(id, 2, "anna");
  await site.clock.advance(5_000);
  site.push("boiler.t");
  await site.beat();
  expect(site.device("boiler").id).not.toBe(id);
  expect(site.reshape.undoForget(id).kept.notes).toHaveLength(1);
  await site.beat();
  expect(site.view.all().map((device) => [device.id, device.registers.total])).toEqual([[id, 2]]);

  await site.clock.advance(30_000);
  site.reshape.forget(id, 2, "anna");
  await site.clock.advance(9_000);
  expect(site.forgotten).toEqual([]);
  await site.clock.advance(2_000);
  expect([site.registry.lastKnownSize, site.forgotten]).toEqual([0, ["boiler.t", "boiler.p"]]);
  expect(() => site.reshape.undoForget(id)).toThrow("cannot be brought back any more");
  site.push("boiler.t");
  await site.beat();
  expect(site.device("boiler")).toMatchObject({ notes: [], review: "new" });
  expect(site.device("boiler").id).not.toBe(id);
});

test("a past that cannot be deleted is told, and tried again until it is, over a restart, too", async () => {
  using first = aFleet();
  first.push(["boiler.t", "boiler.p"]);
  first.push("pump.speed");
  await first.beat();
  first.disk.historyFails = true;
  first.reshape.forget(first.idOf("boiler"), 2, "anna");
  await first.clock.advance(30_000);
  expect(first.unforgotten[0]).toEqual({ registers: 2, message: "the history is locked" });
  first.reshape.forget(first.idOf("pump"), 1, "anna");
  await first.clock.advance(12_000);
  first.disk.historyFails = false;
  await first.clock.advance(15_000);
  expect([first.forgotten, first.unforgotten.at(-1)]).toEqual([["boiler.t", "boiler.p", "pump.speed"], undefined]);

  first.push("fan.speed");
  await first.beat();
  first.disk.historyFails = true;
  first.reshape.forget(first.idOf("fan"), 1, "anna");
  await first.clock.advance(11_000);
  using site = first.restarted([]);
  await site.beat();
  expect([site.forgotten, site.unforgotten]).toEqual([["fan.speed"], []]);
  expect(site.orders.policy.toForget).toEqual([]);
});

test("a past that was deleted is not deleted again because that could not be noted, unless it is forgotten anew", async () => {
  using site = aFleet();
  site.push("boiler.t");
  await site.beat();
  site.disk.historyFails = true;
  site.reshape.forget(site.idOf("boiler"), 1, "anna");
  await site.clock.advance(11_000);
  site.disk.historyFails = false;
  site.disk.fails = true;
  await site.clock.advance(60_000);
  expect(site.forgotten).toEqual(["boiler.t"]);
  site.disk.fails = false;
  site.push("boiler.t");
  await site.beat();
  site.reshape.forget(site.idOf("boiler"), 1, "anna");
  await site.clock.advance(30_000);
  expect([site.forgotten, site.orders.policy.toForget]).toEqual([["boiler.t", "boiler.t"], []]);
});
