/** The gate of a real host: what a technician sets is there after a restart, in the audit, and in what the host says of
 *  itself. */
import { isDefinedError, safe } from "@orpc/client";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openDatabase } from "#electron/store/database.ts";
import { jsonText } from "#shared/json.ts";
import { named } from "#tests/support/builders.ts";
import { provide, request, values } from "#tests/support/http.ts";
import { runningHost, type RunningHost } from "#tests/support/running-host.ts";
import { aRule, only } from "./change-requests/rules.ts";

test("Mode, limits and rules outlive a restart and go on deciding", async () => {
  await using before = await runningHost();
  const { gate } = before.client;
  const rules = [aRule({ registers: only("boiler.*"), limits: { max: 30 } })];
  await gate.saveRules({ rules, version: 0 });
  await gate.setMode({ mode: "rules" });
  const policy = await gate.setLimits({ limits: { grace: 0 }, denyNoteRequired: true });
  await using after = await before.restarted();
  expect(await after.client.gate.policy()).toEqual(policy);
  await provide(after.url, { "boiler.setpoint": 20 });
  await request(after.url, { "boiler.setpoint": 22, "lamp.on": true });
  expect(await values(after.url, "/provider")).toEqual({ "boiler.setpoint": 22 });
  expect(await hits(after)).toEqual({ Night: 1 });
  await using again = await after.restarted();
  expect(await hits(again)).toEqual({ Night: 1 });
});

test("A limit that is not named stays as it was set", async () => {
  await using host = await runningHost();
  const { gate } = host.client;
  await gate.setLimits({ limits: { decision: 60_000, pickUp: 120_000 } });
  await gate.setLimits({ limits: { grace: 0 } });
  expect((await gate.policy()).limits).toEqual({ grace: 0, decision: 60_000, pickUp: 120_000 });
});

test("Every change of the policy is in the audit, with who made it", async () => {
  await using host = await runningHost();
  const { gate, activity } = host.client;
  await gate.setMode({ mode: "pass-through" });
  await gate.saveRules({ rules: [aRule()], version: 1 });
  const { lines } = await activity.page({ kinds: ["policy-changed", "rule-changed"] });
  expect(lines).toMatchObject([
    { kind: "rule-changed", by: "anna (test)", change: "added", rule: { name: "Night" } },
    { kind: "policy-changed", by: "anna (test)", setting: "mode", before: '"ask"', after: '"pass-through"' },
  ]);
});

test("In Pass-through the host says so for as long as it lasts", async () => {
  await using host = await runningHost();
  const { gate, host: status } = host.client;
  const condition = async () => (await status.status()).conditions.find(({ type }) => type === "Gate");
  expect(await condition()).toMatchObject({ status: true, reason: "ask" });
  await gate.setMode({ mode: "pass-through" });
  expect(await condition()).toMatchObject({
    status: false,
    reason: "pass-through",
    message: expect.stringContaining("whatever anybody asks for goes to the devices at once") as string,
  });
  await gate.setMode({ mode: "rules" });
  expect(await condition()).toMatchObject({ status: true, reason: "rules" });
});

test("A stored policy that is not understood lets nothing through, and the host says so", async () => {
  await using before = await runningHost();
  await before.client.gate.setMode({ mode: "pass-through" });
  await before.host[Symbol.asyncDispose]();
  const database = openDatabase(join(before.dataDirectory, "regdesk.db"));
  database.prepare("UPDATE documents SET document = ? WHERE name = 'gatePolicy'").run('{"mode":"open"}');
  database.close();
  await using after = await before.restarted();
  await request(after.url, { "boiler.setpoint": 22 });
  const { conditions } = await after.client.host.status();
  expect(await after.client.gate.policy()).toMatchObject({ mode: "ask", rules: [] });
  expect((await after.client.changeRequests.list({})).map(({ state }) => state)).toEqual(["pending"]);
  expect(conditions.filter(({ status }) => !status)).toMatchObject([
    { type: "Intact", message: expect.stringContaining("the mode and the rules of the gate") as string },
  ]);
});

test("A rule that cannot be meant is refused with the place of the fault", async () => {
  await using host = await runningHost();
  const { gate } = host.client;
  const rules = [aRule(), aRule({ name: "Day", limits: { min: 2, max: 1 } })];
  const saved = await safe(gate.saveRules({ rules, version: 0 }));
  const tried = await safe(gate.tryRules({ rules }));
  const place = { code: "RULE_INVALID", data: { path: "rules.1.limits.max" } };
  expect([saved.isDefined, tried.isDefined]).toEqual([true, true]);
  expect([saved.error, tried.error]).toMatchObject([place, place]);
});

test("A list that was made from an older policy is refused", async () => {
  await using host = await runningHost();
  const { gate } = host.client;
  await gate.setMode({ mode: "rules" });
  const { error } = await safe(gate.saveRules({ rules: [], version: 0 }));
  expect(isDefinedError(error) && error.code).toBe("RULES_CHANGED_MEANWHILE");
});

test("A trial is made on what is stored, without the technician's own wishes", async () => {
  await using host = await runningHost();
  const { gate, changeRequests } = host.client;
  await request(host.url, { "boiler.setpoint": 22 });
  await changeRequests.ask({ register: named("lamp.on"), value: jsonText(true) });
  expect(await gate.tryRules({ rules: [aRule({ action: "deny" })] })).toMatchObject([
    { id: "1", register: "boiler.setpoint", value: "22", state: "pending", action: "deny", rule: "Night" },
  ]);
});

test("Several are reviewed at once, and a denial needs its note", async () => {
  await using host = await runningHost();
  const { gate, changeRequests } = host.client;
  await request(host.url, { a: 1, b: 2 });
  const ids = (await changeRequests.list({})).map(({ id }) => id);
  await gate.setLimits({ denyNoteRequired: true });
  const { error } = await safe(changeRequests.denyEach({ ids }));
  expect(isDefinedError(error) && error.code).toBe("NOTE_REQUIRED");
  const { decided, refused } = await changeRequests.denyEach({ ids, note: "not today" });
  expect([decided.length, refused]).toEqual([2, []]);
});

async function hits({ client }: RunningHost): Promise<unknown> {
  for await (const now of await client.gate.watch()) return now.hits;
  return undefined;
}
