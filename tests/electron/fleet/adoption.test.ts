import { expect, test } from "vitest";
import { Adoption } from "#electron/fleet/adoption.ts";
import { Keeper } from "#electron/fleet/keeper.ts";
import type { KeptDevice } from "#shared/model/fleet-policy.ts";
import { DeviceId } from "#shared/model/device.ts";
import { aFleet } from "./fleet-host.ts";

const note = { id: 1, at: 1_000, by: "bert (window)", text: "Bearing is loud" };

test("a device that is not here yet waits without an alarm, also over a restart, and is met with its first push", async () => {
  const first = aFleet();
  await adoptionIn(first).adopt(aKept({ alias: "Cellar pump", notes: [note] }), "anna");
  await first.clock.advance(60_000);
  const { state: waiting, reason } = first.device("pump");
  expect([waiting, reason, first.alarms.ringing]).toEqual(["not-observed", "unmet", 0]);
  using site = first.restarted();
  const adoption = adoptionIn(site);
  await site.clock.advance(60_000);
  expect([site.device("pump"), site.alarms.ringing]).toEqual([
    expect.objectContaining({ alias: "Cellar pump", state: "not-observed", notes: [note] }),
    0,
  ]);
  site.push("pump.speed");
  await site.beat();
  const { id, state } = site.device("pump");
  expect([state, site.fleet.roster.find(id)?.kept]).toEqual(["online", expect.not.objectContaining({ isUnmet: true })]);
  await site.clock.advance(60_000);
  expect([site.device("pump").state, site.alarms.ringing]).toEqual(["offline", 1]);
  adoption[Symbol.dispose]();
});

test("what is said here stays, and only what nobody has said is taken over", async () => {
  using site = aFleet();
  using adoption = adoptionIn(site);
  site.push("pump.speed");
  await site.beat();
  await site.care.edit(site.idOf("pump"), { alias: "Pump 1" }, "anna");
  const theirs = aKept({ alias: "Cellar pump", site: "Cellar", labels: ["wet"], notes: [note] });
  expect(adoption.gainsOf(theirs)).toEqual(["labels", "site", "notes"]);
  expect(await adoption.adopt(theirs, "anna")).toEqual(["labels", "site", "notes"]);
  expect(await adoption.adopt(theirs, "anna")).toEqual([]);
  expect(site.device("pump")).toMatchObject({ alias: "Pump 1", site: "Cellar", labels: ["wet"], notes: [note] });
  expect(adoption.gainsOf(theirs)).toEqual([]);
  expect(site.lines.flatMap((line) => (line.kind === "device-changed" ? [line.change] : []))).toEqual([
    ...["alias", "labels", "site", "note-added"],
  ]);
});

test("a device that cannot be stored is not here, and may come again", async () => {
  using site = aFleet();
  using adoption = adoptionIn(site);
  site.disk.fails = true;
  await expect(adoption.adopt(aKept({ alias: "Cellar pump" }), "anna")).rejects.toMatchObject({
    code: "STORE_UNAVAILABLE",
  });
  expect(adoption.here(aKept({}))).toBeUndefined();
  site.disk.fails = false;
  await adoption.adopt(aKept({ alias: "Cellar pump" }), "anna");
  expect(site.device("pump").alias).toBe("Cellar pump");
});

test("a device that was blocked there is looked at anew here", async () => {
  using site = aFleet();
  using adoption = adoptionIn(site);
  await adoption.adopt(aKept({ alias: "Cellar pump", review: "blocked" }), "anna");
  expect(site.device("pump").review).toBe("new");
});

function adoptionIn({ clock, fleet, orders }: ReturnType<typeof aFleet>): Adoption {
  const keeper = new Keeper({ append: () => Promise.resolve() });
  return new Adoption({ clock, fleet, orders, keeper, onChanged: () => undefined });
}

function aKept(given: Partial<KeptDevice>): KeptDevice {
  return {
    id: DeviceId.parse("d99"),
    wireName: "pump",
    identities: [{ by: "name", value: "pump" }],
    ...{ labels: [], notes: [], review: "kept", firstSeenAt: 1, claims: [] },
    ...given,
  };
}
