import { expect, test } from "vitest";
import { AlarmRule, type Alarm } from "#shared/model/alarm.ts";
import { aFleet } from "./fleet-host.ts";

const anna = { by: "anna" };
const MINUTE = 60_000;

function aRule(rule: { id: string; scope: unknown; condition: unknown }): AlarmRule {
  return AlarmRule.parse({ name: rule.id, ...rule });
}

const stateOf = ({ deviceName, register, state }: Alarm) => `${register ?? deviceName ?? "storm"} ${state}`;

async function offlineBoiler(site: ReturnType<typeof aFleet>): Promise<Alarm> {
  site.push("boiler.t");
  await site.beat();
  await site.clock.advance(16_000);
  const [alarm] = site.alarms.book.open();
  if (alarm === undefined) throw new Error("there is no alarm");
  return alarm;
}

test("a device that goes offline raises an alarm that can be acknowledged while it lasts, and is over with it", async () => {
  using site = aFleet();
  const { id, cause, severity } = await offlineBoiler(site);
  expect([cause.kind, severity, site.view.standing().ringing]).toEqual(["device-offline", 2, 1]);
  const [known] = await site.alarms.acknowledge([id], { ...anna, note: "on my way" });
  expect(known).toMatchObject({ state: "active-acked", acknowledged: { by: "anna", note: "on my way" } });
  expect(site.view.standing()).toMatchObject({ ringing: 0, worst: "offline" });
  await expect(site.alarms.acknowledge([id], anna)).rejects.toThrow(`Alarm ${id} is acknowledged already`);
  site.push("boiler.t");
  await site.beat();
  expect(site.alarms.book.open()).toEqual([]);
  const lines = site.lines.filter((line) => line.kind === "alarm");
  expect(lines.map(({ change, by, text }) => [change, by, text])).toEqual([
    ["raised", "Regdesk", "boiler is offline"],
    ["acknowledged", "anna", "boiler is offline"],
    ["cleared", "Regdesk", "boiler is offline"],
  ]);
});

test("one that nobody saw stays listed when it is over, and is the same when it comes again", async () => {
  using site = aFleet();
  const { id } = await offlineBoiler(site);
  site.push("boiler.t");
  await site.beat();
  expect(site.alarms.book.open().map(stateOf)).toEqual(["boiler cleared-unacked"]);
  await site.clock.advance(16_000);
  expect(site.alarms.book.find(id)).toMatchObject({ state: "active-unacked", times: 2 });
});

test("alarms and who acknowledged them survive a restart, and none is raised twice for the same outage", async () => {
  using first = aFleet();
  const { id } = await offlineBoiler(first);
  await first.alarms.acknowledge([id], anna);
  using site = first.restarted();
  await site.clock.advance(MINUTE);
  expect(site.device("boiler").state).toBe("offline");
  expect(site.alarms.book.open()).toMatchObject([
    { id, state: "active-acked", acknowledged: { by: "anna" }, times: 1 },
  ]);
});

test("one that was closed while it lasted comes again only after it was over, over a restart, too", async () => {
  using first = aFleet();
  const { id } = await offlineBoiler(first);
  await first.alarms.clear([id], anna);
  await first.clock.advance(MINUTE);
  using site = first.restarted();
  await site.clock.advance(MINUTE);
  expect(site.alarms.book.open()).toEqual([]);
  site.push("boiler.t");
  await site.clock.advance(20_000);
  expect(site.alarms.book.open().map(stateOf)).toEqual(["boiler active-unacked"]);
});

test("one about a register that was closed while it lasted comes again only after it was over, over a restart, too", async () => {
  using first = aFleet();
  first.push(["boiler.t", "boiler.p"], { value: 90, ttl: 10 * MINUTE });
  await first.beat();
  const condition = { kind: "above", limit: 80 };
  await first.alarms.rules.save(aRule({ id: "hot", scope: { kind: "registers", globs: ["*.t"] }, condition }), "anna");
  const ids = first.alarms.book.open().map(({ id }) => id);
  await first.alarms.clear(ids, anna);
  await first.beat();
  using site = first.restarted();
  await site.beat();
  expect(site.alarms.book.open()).toEqual([]);
  site.push("boiler.t", { value: 91, ttl: 10 * MINUTE });
  expect(site.alarms.book.open()).toEqual([]);
  site.push("boiler.t", { value: 70, ttl: 10 * MINUTE });
  site.push("boiler.t", { value: 90, ttl: 10 * MINUTE });
  expect(site.alarms.book.open().map(stateOf)).toEqual(["boiler.t active-unacked"]);
  await site.beat();
  await site.alarms.rules.save(
    aRule({ id: "hot", scope: { kind: "registers", globs: ["*.t"] }, condition: { ...condition, limit: 95 } }),
    "anna",
  );
  site.push("boiler.t", { value: 96, ttl: 10 * MINUTE });
  await site.beat();
  using last = site.restarted();
  expect(last.alarms.book.open().map(stateOf)).toEqual(["boiler.t active-unacked"]);
});

test("an acknowledgement that cannot be stored is none", async () => {
  using site = aFleet();
  const { id } = await offlineBoiler(site);
  site.disk.fails = true;
  await expect(site.alarms.acknowledge([id], anna)).rejects.toThrow("the disk is full");
  expect(site.alarms.book.find(id)?.state).toBe("active-unacked");
});

test("a shelved alarm rings no more until its time is over", async () => {
  using site = aFleet();
  const { id } = await offlineBoiler(site);
  await expect(site.alarms.shelve([id], 1, { ...anna, note: "painting" })).rejects.toThrow("That time is past");
  await site.alarms.shelve([id], site.clock.now() + 5 * MINUTE, { ...anna, note: "painting" });
  expect(site.view.standing().ringing).toBe(0);
  await site.clock.advance(5 * MINUTE + 1_000);
  expect(site.alarms.book.find(id)?.shelved).toBeUndefined();
  expect(site.view.standing().ringing).toBe(1);
});

test("a threshold with hysteresis and delay rings only for what lasts", async () => {
  using site = aFleet();
  const condition = { kind: "above", limit: 80, hysteresis: 5, delay: 3_000 };
  await site.alarms.rules.save(aRule({ id: "hot", scope: { kind: "registers", globs: ["*.t"] }, condition }), "anna");
  const push = async (value: number, wait: number) => {
    site.push(["boiler.t", "boiler.p"], { value, ttl: 60_000 });
    await site.clock.advance(wait);
    return site.alarms.book.open().map(stateOf);
  };
  expect(await push(81, 2_000)).toEqual([]);
  expect(await push(74, 5_000)).toEqual([]);
  expect(await push(81, 2_000)).toEqual([]);
  expect(await push(76, 2_000)).toEqual(["boiler.t active-unacked"]);
  expect(await push(75, 1_000)).toEqual(["boiler.t cleared-unacked"]);
});

test("a register that falls silent while its device goes on rings, after its grace", async () => {
  using site = aFleet();
  const scope = { kind: "registers", globs: ["boiler.*"] };
  await site.alarms.rules.save(aRule({ id: "silent", scope, condition: { kind: "no-data" } }), "anna");
  site.push(["boiler.t", "boiler.p"]);
  for (let second = 0; second < 14; second++) {
    await site.beat();
    site.push("boiler.t");
  }
  expect(site.alarms.book.open()).toEqual([]);
  site.push("boiler.t");
  await site.clock.advance(2_000);
  expect(site.alarms.book.open().map(stateOf)).toEqual(["boiler.p active-unacked"]);
  site.push("boiler.p");
  await site.beat();
  expect(site.alarms.book.open().map(stateOf)).toEqual(["boiler.p cleared-unacked"]);
});

test("a change is told with what it was before, and waits for somebody to see it", async () => {
  using site = aFleet();
  site.push("door.open", { value: false });
  await site.beat();
  const scope = { kind: "device", device: site.idOf("door") };
  await site.alarms.rules.save(aRule({ id: "moved", scope, condition: { kind: "changed" } }), "anna");
  site.push("door.open", { value: true });
  await site.beat();
  expect(site.alarms.book.open()).toMatchObject([
    { state: "cleared-unacked", cause: { kind: "value", before: "false", value: "true" } },
  ]);
});

test("a rule that is removed takes its alarms along; one that is saved looks at what is so already", async () => {
  using site = aFleet();
  site.push("boiler.t", { value: 90 });
  await site.beat();
  const scope = { kind: "all-devices" };
  const hot = aRule({ id: "hot", scope, condition: { kind: "above", limit: 80 } });
  await site.alarms.rules.save(hot, "anna");
  expect(site.alarms.book.open().map(stateOf)).toEqual(["boiler.t active-unacked"]);
  await site.alarms.rules.remove(hot.id, "anna");
  expect(site.alarms.book.open()).toEqual([]);
  await expect(site.alarms.rules.remove(hot.id, "anna")).rejects.toThrow("There is no alarm rule hot");
});

test("a device whose registers all came to another one is missed by nobody", async () => {
  using site = aFleet();
  site.push("boiler.t");
  await site.beat();
  site.push("boiler.t", { device: "b-17" });
  await site.beat();
  expect(site.device("boiler")).toMatchObject({ state: "moved", reason: "moved" });
  expect(site.alarms.book.open()).toEqual([]);
});

test("under maintenance a device keeps its state and its alarms, and neither rings nor counts", async () => {
  using site = aFleet();
  site.push("boiler.t");
  await site.beat();
  await site.care.edit(site.idOf("boiler"), { labels: ["roof"] }, "anna");
  const scope = { kind: "label", label: "roof" } as const;
  const { id } = await site.care.maintain(scope, site.clock.now() + 10 * MINUTE, "new burner", "anna");
  await site.clock.advance(MINUTE);
  expect(site.device("boiler")).toMatchObject({ state: "offline", isMuted: true });
  expect(site.view.standing()).toMatchObject({ devices: { offline: 0, muted: 1 }, ringing: 0 });
  await site.care.endMaintenance(id, "anna");
  await site.beat();
  expect(site.view.standing()).toMatchObject({ devices: { offline: 1, muted: 0 }, ringing: 1 });
  await expect(site.care.endMaintenance(id, "anna")).rejects.toThrow("There is no maintenance 1");
});

test("maintenance goes on where the clock is set back to before it began", async () => {
  using site = aFleet();
  await offlineBoiler(site);
  const scope = { kind: "device", device: site.idOf("boiler") } as const;
  await site.care.maintain(scope, site.clock.now() + 10 * MINUTE, undefined, "anna");
  site.clock.setWall(-5_000);
  await site.beat();
  expect(site.view.standing().ringing).toBe(0);
});

test("flapping holds an alarm instead of raising it again and again", async () => {
  using site = aFleet();
  for (let round = 0; round < 20; round++) {
    site.push("boiler.t", { ttl: 2_000 });
    await site.clock.advance(10_000);
  }
  expect(site.alarms.book.open()).toHaveLength(1);
  expect(site.lines.filter((line) => line.kind === "alarm").length).toBeLessThan(6);
});
