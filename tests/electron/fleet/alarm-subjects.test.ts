/** What becomes of alarms when what they are about becomes another device's, or is no more. */
import { expect, test } from "vitest";
import { AlarmRule } from "#shared/model/alarm.ts";
import { named } from "../../support/builders.ts";
import { aFleet } from "./fleet-host.ts";

type Site = ReturnType<typeof aFleet>;

const HOUR = 3_600_000;
const HOT = { kind: "above", limit: 80 } as const;
const EVERYTHING: AlarmRule["scope"] = { kind: "registers", globs: ["*"] };

const rule = (id: string, scope: AlarmRule["scope"], condition: object) =>
  AlarmRule.parse({ id, name: id, scope, condition });

const open = (site: Site) =>
  site.alarms.book.open().map(({ state, deviceName, register, cause }) => [state, deviceName, register, cause.kind]);

/** A boiler that fell silent while it was hot, and a pump that is well. */
async function aSite(...rules: AlarmRule[]): Promise<Site> {
  const site = aFleet();
  for (const one of rules) await site.alarms.rules.save(one, "anna");
  site.push("boiler.t", { value: 90 });
  await site.clock.advance(60_000);
  site.push("pump.rpm", { value: 1, ttl: 24 * HOUR });
  await site.beat();
  return site;
}

test.each([false, true])(
  "a register takes its alarm along when its device is merged; after a start: %s",
  async (isAfter) => {
    using first = await aSite(rule("hot", EVERYTHING, HOT));
    using site = isAfter ? first.restarted() : first;
    await site.reshape.merge(site.idOf("boiler"), site.idOf("pump"), "anna");
    await site.beat();
    const hot = ["active-unacked", "pump", "boiler.t", "value"];
    expect(open(site)).toEqual([hot]);
    using next = site.restarted();
    await next.beat();
    expect(open(next)).toEqual([hot]);
    next.push("boiler.t", { value: 20 });
    await next.beat();
    expect(open(next)).toEqual([["cleared-unacked", "pump", "boiler.t", "value"]]);
  },
);

test("nothing is said of a device that was merged before the delay of a rule was over", async () => {
  using site = aFleet();
  const slow = { kind: "no-data", delay: 60_000 };
  await site.alarms.rules.save(rule("device-offline", { kind: "all-devices" }, slow), "anna");
  await site.alarms.rules.save(rule("silent", EVERYTHING, slow), "anna");
  site.push("boiler.t");
  site.push("pump.rpm", { ttl: 24 * HOUR });
  await site.clock.advance(30_000);
  expect(site.device("boiler").state).toBe("offline");
  await site.reshape.merge(site.idOf("boiler"), site.idOf("pump"), "anna");
  await site.clock.advance(120_000);
  expect(open(site)).toEqual([["active-unacked", "pump", "boiler.t", "register-silent"]]);
});

test("an alarm of a rule that is about one device ends when the register becomes another's, and so does what waits for its delay", async () => {
  using site = aFleet();
  site.push("boiler.t", { value: 90, ttl: HOUR });
  await site.beat();
  const own = { kind: "device", device: site.idOf("boiler") } as const;
  await site.alarms.rules.save(rule("hot", own, HOT), "anna");
  await site.alarms.rules.save(rule("hot-for-long", own, { ...HOT, delay: 60_000 }), "anna");
  expect(open(site)).toEqual([["active-unacked", "boiler", "boiler.t", "value"]]);
  site.push("boiler.t", { value: 91, device: "b-17", ttl: HOUR });
  await site.clock.advance(120_000);
  expect(open(site)).toEqual([]);
});

test("a device that nobody ever looked at takes its alarm along when nothing is left of it", async () => {
  using site = await aSite();
  expect(open(site)).toEqual([["active-unacked", "boiler", undefined, "device-offline"]]);
  site.registry.archive([named("boiler.t")]);
  await site.beat();
  expect(site.view.all().map(({ wireName }) => wireName)).not.toContain("boiler");
  expect(open(site).map(([, name]) => name)).not.toContain("boiler");
});

test("what is no more when Regdesk starts has no alarm that nothing could end", async () => {
  using first = await aSite(rule("hot", EVERYTHING, HOT));
  expect(open(first)).toHaveLength(2);
  using site = first.restarted([...first.registry.living()]);
  await site.beat();
  expect(open(site)).toEqual([
    ["cleared-unacked", "boiler", "boiler.t", "value"],
    ["active-unacked", "boiler", undefined, "device-offline"],
  ]);
});
