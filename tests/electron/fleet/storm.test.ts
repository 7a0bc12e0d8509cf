import { expect, test } from "vitest";
import { AlarmRule, isRinging, OFFLINE_RULE, type Alarm } from "#shared/model/alarm.ts";
import { aFleet } from "./fleet-host.ts";

const anna = { by: "anna" };
const MINUTE = 60_000;

const stateOf = ({ deviceName, state }: Alarm) => `${deviceName ?? "storm"} ${state}`;

/** Fourteen pumps that have pushed. */
async function pumpsOf(site: ReturnType<typeof aFleet>): Promise<string[]> {
  const pumps = Array.from({ length: 14 }, (_, index) => `pump${index}.speed`);
  for (const name of pumps) site.push(name);
  await site.beat();
  return pumps;
}

const ringing = (site: ReturnType<typeof aFleet>) =>
  site.alarms.book.open().flatMap((alarm) => (isRinging(alarm) ? [stateOf(alarm)] : []));

test("when most devices go at once it is one alarm, and theirs are folded under it until the others are back", async () => {
  using site = aFleet();
  const pumps = await pumpsOf(site);
  await site.clock.advance(16_000);
  const storm = site.alarms.book.open().find(({ cause }) => cause.kind === "storm");
  expect(storm).toMatchObject({ cause: { devices: 14 }, severity: 3, state: "active-unacked" });
  expect(site.view.standing().ringing).toBe(1);
  expect(site.alarms.book.open().filter(({ foldedUnder }) => foldedUnder === storm?.id)).toHaveLength(14);
  expect((await site.view.uptime(site.idOf("pump3"), undefined)).outages).toMatchObject([{ cause: "network" }]);

  for (const name of pumps.slice(3)) site.push(name, { ttl: MINUTE });
  await site.beat();
  const open = site.alarms.book.open().map(stateOf).sort();
  expect(open).toEqual([
    "pump0 active-unacked",
    "pump1 active-unacked",
    "pump2 active-unacked",
    "storm cleared-unacked",
  ]);
  expect(site.view.standing().ringing).toBe(3);
});

test("a storm goes on through a sleep and a start, and is over when most are back", async () => {
  using first = aFleet();
  const pumps = await pumpsOf(first);
  await first.clock.advance(20_000);
  await first.clock.sleep(3_600_000);
  await first.clock.advance(5_000);
  expect(first.view.counts()).toMatchObject({ notObserved: 14 });
  expect(ringing(first)).toEqual(["storm active-unacked"]);
  await first.clock.advance(20_000);
  using site = first.restarted();
  await site.clock.advance(MINUTE);
  expect(ringing(site)).toEqual(["storm active-unacked"]);
  expect(site.lines.filter((line) => line.kind === "alarm")).toEqual([]);
  for (const name of pumps.slice(3)) site.push(name, { ttl: MINUTE });
  await site.beat();
  expect(ringing(site)).toEqual(["pump0 active-unacked", "pump1 active-unacked", "pump2 active-unacked"]);
});

test("devices that are all gone after a sleep are a storm, and those that were gone before it are none", async () => {
  using site = aFleet();
  await pumpsOf(site);
  await site.clock.sleep(8 * 3_600_000);
  await site.clock.advance(20_000);
  expect(ringing(site)).toEqual(["storm active-unacked"]);
  expect((await site.view.uptime(site.idOf("pump3"), undefined)).outages).toMatchObject([{ cause: "network" }]);
  await site.alarms.clear([site.alarms.book.open().find(({ cause }) => cause.kind === "storm")!.id], anna);
  await site.clock.sleep(8 * 3_600_000);
  await site.clock.advance(20_000);
  expect(ringing(site)).toEqual([]);
});

test("a storm is one alarm also where the rule has a delay, and none when most were back before it was over", async () => {
  using site = aFleet();
  const condition = { kind: "no-data", delay: MINUTE };
  await site.alarms.rules.save(AlarmRule.parse({ ...OFFLINE_RULE, condition }), "anna");
  const pumps = await pumpsOf(site);
  await site.clock.advance(MINUTE);
  for (const name of pumps.slice(2)) site.push(name, { ttl: 10 * MINUTE });
  await site.clock.advance(MINUTE);
  expect(ringing(site)).toEqual(["pump0 active-unacked", "pump1 active-unacked"]);
  await site.clock.advance(20 * MINUTE);
  expect(ringing(site)).toEqual(["pump0 active-unacked", "pump1 active-unacked", "storm active-unacked"]);
});

test("nobody hears of a storm of devices that are all under maintenance", async () => {
  using site = aFleet();
  for (const name of await pumpsOf(site)) {
    const scope = { kind: "device", device: site.idOf(name.replace(".speed", "")) } as const;
    await site.care.maintain(scope, site.clock.now() + 10 * MINUTE, undefined, "anna");
  }
  await site.clock.advance(MINUTE);
  expect(site.alarms.book.open().filter(({ cause }) => cause.kind === "storm")).toMatchObject([{ isMuted: true }]);
  expect(ringing(site)).toEqual([]);
  await site.clock.advance(10 * MINUTE);
  expect(ringing(site)).toEqual(["storm active-unacked"]);
});

test("devices that go one after the other are no storm", async () => {
  using site = aFleet();
  for (let index = 0; index < 4; index++) {
    site.push(`pump${index}.speed`);
    await site.clock.advance(40_000);
  }
  expect(site.alarms.book.open().filter(({ cause }) => cause.kind === "storm")).toEqual([]);
});
