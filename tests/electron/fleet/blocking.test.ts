import { expect, test } from "vitest";
import { Barrier } from "#electron/fleet/barrier.ts";
import { aProvision } from "../../support/builders.ts";
import { aFleet, SITE } from "./fleet-host.ts";

test("a device can be blocked only where a token is needed; ignoring mutes it", async () => {
  using site = aFleet();
  site.push("boiler.t");
  await site.beat();
  const id = site.idOf("boiler");
  await expect(site.care.review([id], "block", "anna")).rejects.toThrow("Ignore it instead");
  await site.care.review([id], "ignore", "anna");
  expect(site.device("boiler")).toMatchObject({ review: "ignored", isMuted: true });
  site.tokens.needed = true;
  await site.care.review([id], "block", "anna");
  expect(site.device("boiler").review).toBe("blocked");
  expect(site.view.standing()).toMatchObject({ devices: { online: 0, muted: 1 }, ringing: 0 });
});

test("what a blocked device pushes is refused as a whole, by whatever name, as long as tokens are needed", async () => {
  using site = aFleet();
  site.tokens.needed = true;
  site.push("boiler.t");
  site.push("pump.speed");
  await site.beat();
  const barrier = new Barrier(site.fleet.roster, () => site.tokens.needed);
  const report = [aProvision({ name: "pump.speed" }), aProvision({ name: "boiler.other" })];
  expect(() => barrier.makeSureOfWelcome(report, SITE)).not.toThrow();
  await site.care.review([site.idOf("boiler")], "block", "anna");
  expect(() => barrier.makeSureOfWelcome(report, SITE)).toThrow("the device boiler is blocked here");
  expect(() => barrier.makeSureOfWelcome(report.slice(0, 1), SITE)).not.toThrow();
  await site.care.review([site.idOf("boiler")], "keep", "anna");
  expect(() => barrier.makeSureOfWelcome(report, SITE)).not.toThrow();
});

test("a blocked device is known by a token that only it pushes with, whatever it calls itself", async () => {
  using site = aFleet();
  site.tokens.needed = true;
  site.push("boiler.t", { token: "boiler", device: "boiler-2" });
  site.push("pump.speed", { token: "shared", device: "pump" });
  site.push("boiler.p", { token: "shared", device: "boiler-2" });
  await site.beat();
  const barrier = new Barrier(site.fleet.roster, () => site.tokens.needed);
  const other = [aProvision({ name: "x", metadata: { device: "somebody else" } })];
  await site.care.review([site.idOf("boiler-2")], "block", "anna");
  expect(() => barrier.makeSureOfWelcome(other, SITE, "boiler")).toThrow(
    "the device boiler-2 is blocked here, and nothing of this report was taken",
  );
  expect(() => barrier.makeSureOfWelcome(other, SITE, "shared")).not.toThrow();
  expect(() => barrier.makeSureOfWelcome([aProvision({ name: "boiler.t" })], SITE, "shared")).not.toThrow();
  site.tokens.needed = false;
  expect(() => barrier.makeSureOfWelcome(other, SITE, "boiler")).not.toThrow();
});

test("a blocked device is kept out by its token for good, also when nothing else of it is left after a start", async () => {
  using first = aFleet();
  first.tokens.needed = true;
  first.push("boiler.t", { token: "boiler", device: "boiler-2" });
  await first.beat();
  first.push("boiler.u", { token: "shared", device: "boiler-2" });
  first.push("pump.speed", { token: "shared", device: "pump" });
  await first.beat();
  await first.care.edit(first.idOf("boiler-2"), { alias: "Roof" }, "anna");
  await first.care.review([first.idOf("boiler-2")], "block", "anna");
  await first.care.review([first.idOf("pump")], "keep", "anna");
  using site = first.restarted([]);
  site.tokens.needed = true;
  await site.beat();
  expect(site.device("Roof")).toMatchObject({
    review: "blocked",
    tokens: ["shared", "boiler"],
    registers: { total: 0 },
  });
  const barrier = new Barrier(site.fleet.roster, () => site.tokens.needed);
  const other = [aProvision({ name: "x", metadata: { device: "somebody else" } })];
  expect(() => barrier.makeSureOfWelcome(other, SITE, "boiler")).toThrow("the device Roof is blocked here");
  expect(() => barrier.makeSureOfWelcome(other, SITE, "shared")).not.toThrow();
  await site.care.review([site.idOf("Roof")], "keep", "anna");
  expect(() => barrier.makeSureOfWelcome(other, SITE, "boiler")).not.toThrow();
});

test("whoever calls itself something else takes its token along, so that its old name does not let it in", async () => {
  using first = aFleet();
  first.tokens.needed = true;
  first.push("t", { token: "boiler", device: "old-name" });
  first.push("pump.speed");
  await first.beat();
  await first.care.edit(first.idOf("old-name"), { site: "Roof" }, "anna");
  await first.clock.advance(60_000);
  first.push("t", { token: "boiler", device: "new-name" });
  await first.beat();
  await first.care.review([first.idOf("new-name")], "block", "anna");
  using site = first.restarted([]);
  site.tokens.needed = true;
  await site.beat();
  for (const { roster } of [first.fleet, site.fleet]) {
    const barrier = new Barrier(roster, () => true);
    const other = [aProvision({ name: "x", metadata: { device: "third-name" } })];
    expect(() => barrier.makeSureOfWelcome(other, SITE, "boiler")).toThrow("the device new-name is blocked here");
  }
});

test("a token that could not be kept with its device is kept once the disk is back", async () => {
  using first = aFleet();
  first.push("t", { device: "boiler" });
  await first.beat();
  first.disk.fails = true;
  first.push("t", { device: "boiler", token: "roof" });
  await first.beat();
  await first.beat();
  first.disk.fails = false;
  await first.beat();
  using site = first.restarted([]);
  expect(site.device("boiler").tokens).toEqual(["roof"]);
});
