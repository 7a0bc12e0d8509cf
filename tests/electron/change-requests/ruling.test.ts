import { describe, expect, test } from "vitest";
import { named } from "#tests/support/builders.ts";
import { aGate, ANNA, asked, CONSUMER, reports, requestIn, SETPOINT, states, taken } from "./gate.ts";
import { aRule, only } from "./rules.ts";

const BY = "anna (window)";
const MINUTE = 60_000;
const UNAVAILABLE = { code: "STORE_UNAVAILABLE" };

describe("Rules", () => {
  test("approve a request the moment it comes: the provider may have it at once, and the audit has every step", async () => {
    const gate = aGate([], undefined, { rules: [aRule({ registers: only("boiler.*") })] });
    reports(gate, 20);
    const id = await asked(gate, 22);
    expect(requestIn(gate, id)).toMatchObject({
      state: "deliverable",
      decidedBy: "rule “Night”",
      rule: { id: "Night", name: "Night" },
    });
    expect([gate.told, gate.store.audit(id), (await taken(gate)).requests.length]).toEqual([
      [[`${id} deliverable`]],
      ["pending by 192.168.1.30", "pending > approved by rule “Night”", "approved > deliverable by rule “Night”"],
      1,
    ]);
  });

  test("can have their approvals recalled until the pick-up", async () => {
    const gate = aGate([], undefined, { rules: [aRule()] });
    const id = await asked(gate, 22);
    await gate.changeRequests.recall([id], ANNA);
    expect([states(gate), gate.changeRequests.take(undefined)]).toEqual([{ [id]: "recalled" }, undefined]);
  });

  test("that ask leave the request to the technician, and are named with it", async () => {
    const gate = aGate([], undefined, { rules: [aRule({ action: "ask" })] });
    const id = await asked(gate, 22);
    const request = requestIn(gate, id);
    expect([request.state, request.rule, request.decidedBy]).toEqual([
      "pending",
      { id: "Night", name: "Night" },
      undefined,
    ]);
  });

  test("that deny do not push aside what waits already", async () => {
    const gate = aGate([], undefined, { rules: [aRule({ action: "deny", limits: { min: 30 } })] });
    const [older, newer] = [await asked(gate, 22), await asked(gate, 31)];
    expect(states(gate)).toEqual({ [older]: "pending", [newer]: "denied" });
  });

  test("that approve push aside what waits, and what was approved before", async () => {
    const gate = aGate([], undefined, { rules: [aRule({ limits: { min: 30 } })] });
    const approved = await asked(gate, 22);
    await gate.changeRequests.approve([approved], ANNA, false);
    const waiting = await asked(gate, 23);
    const newest = await asked(gate, 31);
    expect(states(gate)).toEqual({ [approved]: "superseded", [waiting]: "superseded", [newest]: "deliverable" });
  });

  test("decide each request of a report for itself, and count them one after the other", async () => {
    const gate = aGate([], undefined, { mode: "rules", rules: [aRule({ limits: { perMinute: 2 } })] });
    const wishes = ["a", "b", "c"].map((register) => ({ register: named(register), value: 1 }));
    const filed = await gate.changeRequests.request(wishes, CONSUMER);
    expect(filed.map(({ state, decidedBy }) => [state, decidedBy])).toEqual([
      ["deliverable", "rule “Night”"],
      ["deliverable", "rule “Night”"],
      ["denied", "mode Rules only"],
    ]);
  });

  test("do not count what could not be stored", async () => {
    const gate = aGate([], undefined, { rules: [aRule({ limits: { perMinute: 1 } })] });
    gate.store.full = true;
    await expect(asked(gate, 22)).rejects.toMatchObject(UNAVAILABLE);
    gate.store.full = false;
    expect(requestIn(gate, await asked(gate, 22)).state).toBe("deliverable");
  });

  test("go on counting after a restart", async () => {
    const policy = { rules: [aRule({ limits: { perMinute: 1 } })] };
    const before = aGate([], undefined, policy);
    await asked(before, 22);
    const after = aGate(before.store.stored(), before.clock, policy);
    const id = await asked(after, 1, "lamp.on");
    await after.clock.advance(MINUTE);
    expect([states(after)[id], requestIn(after, await asked(after, 2, "lamp.on")).state]).toEqual([
      "pending",
      "deliverable",
    ]);
  });

  test("are over by themselves when their time is", async () => {
    const gate = aGate();
    await gate.policy.saveRules([aRule({ activeUntil: gate.clock.now() + MINUTE })], 0, BY);
    const during = await asked(gate, 22);
    await gate.clock.advance(MINUTE);
    const after = await asked(gate, 1, "lamp.on");
    expect(states(gate)).toEqual({ [during]: "deliverable", [after]: "pending" });
  });

  test("know the device of a register, also when it has expired", async () => {
    const gate = aGate([], undefined, { rules: [aRule({ action: "deny", devices: only("pump-1") })] });
    const provision = { name: named(SETPOINT), value: 20, metadata: { device: "pump-1" }, ttl: 1_000 };
    gate.registry.provide([provision], "192.168.1.20");
    await gate.clock.advance(2_000);
    const id = await asked(gate, 22);
    expect(requestIn(gate, id)).toMatchObject({ state: "denied", device: "pump-1" });
    expect(requestIn(gate, id)).not.toHaveProperty("previousValue");
  });

  test("know a device by what the fleet calls it, and not by what the register's metadata says", async () => {
    const devices = { namesOf: () => ["Roof pump", "pump-1"] };
    const rules = [
      aRule({ action: "deny", devices: only("pump-2") }),
      aRule({ name: "Roof", devices: only("pump-1") }),
    ];
    const gate = aGate([], undefined, { rules }, undefined, devices);
    const provision = { name: named(SETPOINT), value: 20, metadata: { device: "pump-2" }, ttl: 60_000 };
    gate.registry.provide([provision], "192.168.1.20");
    expect(requestIn(gate, await asked(gate, 22))).toMatchObject({
      ...{ state: "deliverable", rule: { name: "Roof" } },
      ...{ device: "Roof pump", deviceWireNames: ["pump-1"] },
    });
  });

  test("know a source's register, which has no device, by what its metadata says", async () => {
    const gate = aGate([], undefined, {}, undefined, { namesOf: () => ["Roof pump"] });
    const put = new Map([[named(SETPOINT), { value: 20, metadata: { device: "pump-1" } }]]);
    gate.registry.mirror("catalog", { put, gone: [] });
    const request = requestIn(gate, await asked(gate, 22));
    expect([request.device, request.deviceWireNames]).toEqual(["pump-1", undefined]);
  });
});

test("In Pass-through a request is deliverable at once, and the audit names the mode", async () => {
  const gate = aGate([], undefined, { mode: "pass-through", rules: [aRule({ action: "deny" })] });
  const id = await asked(gate, 22);
  expect([requestIn(gate, id).rule, gate.store.audit(id)]).toEqual([
    undefined,
    [
      "pending by 192.168.1.30",
      "pending > approved by mode Pass-through",
      "approved > deliverable by mode Pass-through",
    ],
  ]);
});
