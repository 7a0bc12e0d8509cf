import { describe, expect, test } from "vitest";
import { named } from "#tests/support/builders.ts";
import { aGate, ANNA, approvedNow, asked, CONSUMER, deliveredTo, reports, SETPOINT, states, taken } from "./gate.ts";

const UNAVAILABLE = { code: "STORE_UNAVAILABLE", status: 503 };
const MINUTE = 60_000;

describe("When the store fails,", () => {
  test("a request is refused, and the undecided one it would have superseded stays", async () => {
    const gate = aGate();
    const older = await asked(gate, 22);
    gate.store.full = true;
    await expect(asked(gate, 23)).rejects.toMatchObject(UNAVAILABLE);
    gate.store.full = false;
    expect([states(gate), gate.store.stored().length, gate.told]).toEqual([
      { [older]: "pending" },
      1,
      [[`${older} pending`]],
    ]);
    await gate.changeRequests.approve([older], ANNA, false);
    expect(states(gate)).toEqual({ [older]: "approved" });
  });

  test.each(["approve", "deny"] as const)("to %s is refused and can be repeated", async (verb) => {
    const gate = aGate();
    const [older, id] = [await approvedNow(gate, 22), await asked(gate, 23)];
    const decide = () =>
      verb === "approve" ? gate.changeRequests.approve([id], ANNA, true) : gate.changeRequests.deny([id], ANNA);
    const before = states(gate);
    gate.store.full = true;
    await expect(decide()).rejects.toMatchObject(UNAVAILABLE);
    const during = states(gate);
    gate.store.full = false;
    await decide();
    expect([before, during, states(gate)]).toEqual([
      { [older]: "deliverable", [id]: "pending" },
      { [older]: "deliverable", [id]: "pending" },
      verb === "approve" ? { [older]: "superseded", [id]: "deliverable" } : { [older]: "deliverable", [id]: "denied" },
    ]);
  });

  test("nothing is handed out, and it can be taken afterwards", async () => {
    const gate = aGate();
    const id = await approvedNow(gate, 22);
    gate.store.full = true;
    await expect(gate.changeRequests.take([named(SETPOINT)])).rejects.toMatchObject(UNAVAILABLE);
    gate.store.full = false;
    expect((await taken(gate)).requests).toMatchObject([{ id, deliveries: 1 }]);
  });

  test("what could not be taken while its time ran out is not handed out later", async () => {
    const gate = aGate();
    const id = await approvedNow(gate, 22);
    await gate.clock.advance(15 * MINUTE - 1);
    gate.store.hold();
    const taking = gate.changeRequests.take([named(SETPOINT)]);
    await gate.clock.advance(1);
    gate.store.full = true;
    gate.store.release();
    await expect(taking).rejects.toMatchObject(UNAVAILABLE);
    gate.store.full = false;
    await gate.clock.advance(5_000);
    expect([states(gate), gate.changeRequests.take(undefined)]).toEqual([{ [id]: "not-picked-up" }, undefined]);
  });

  test("a poll that waits is woken when what could not be taken is there again", async () => {
    const gate = aGate();
    await approvedNow(gate, 22);
    gate.store.full = true;
    const taking = gate.changeRequests.take([named(SETPOINT)]);
    let woken = 0;
    gate.changeRequests.onceDeliverable([named(SETPOINT)], () => woken++);
    await expect(taking).rejects.toMatchObject(UNAVAILABLE);
    expect(woken).toBe(1);
  });

  test("a delivery is recorded later, and meanwhile nobody gets it a second time", async () => {
    const gate = aGate();
    reports(gate, 20);
    const id = await approvedNow(gate, 22);
    const delivery = await taken(gate);
    gate.store.full = true;
    delivery.written();
    await gate.clock.advance(MINUTE);
    reports(gate, 22);
    await gate.clock.advance(MINUTE);
    const during = gate.changeRequests.take(undefined);
    gate.store.full = false;
    await gate.clock.advance(5_000);
    expect([during, gate.store.audit(id).slice(3)]).toEqual([
      undefined,
      ["deliverable > delivered by Regdesk", "delivered > applied by Regdesk"],
    ]);
  });

  test("a lost delivery comes back later", async () => {
    const gate = aGate();
    const id = await approvedNow(gate, 22);
    const delivery = await taken(gate);
    gate.store.full = true;
    delivery.lost();
    await gate.clock.advance(2 * MINUTE);
    gate.store.full = false;
    await gate.clock.advance(5_000);
    expect((await taken(gate)).requests).toMatchObject([{ id, deliveries: 1 }]);
  });

  test("an outcome is recorded later, as it was seen", async () => {
    const gate = aGate();
    reports(gate, 20);
    const id = await deliveredTo(gate, 22);
    gate.store.full = true;
    reports(gate, 22);
    await gate.clock.advance(2 * MINUTE);
    gate.store.full = false;
    await gate.clock.advance(5_000);
    expect([states(gate), gate.store.audit(id).at(-1)]).toEqual([
      { [id]: "applied" },
      "delivered > applied by Regdesk",
    ]);
  });

  test("a request whose time is up expires later", async () => {
    const gate = aGate();
    const id = await asked(gate, 22);
    gate.store.full = true;
    await gate.clock.advance(16 * MINUTE);
    const during = states(gate);
    gate.store.full = false;
    await gate.clock.advance(5_000);
    expect([during, states(gate)]).toEqual([{ [id]: "pending" }, { [id]: "expired" }]);
  });

  test("a request whose time is up during a decision that fails expires all the same", async () => {
    const gate = aGate();
    const id = await asked(gate, 22);
    await gate.clock.advance(15 * MINUTE - 1);
    gate.store.hold();
    const deciding = gate.changeRequests.deny([id], ANNA);
    await gate.clock.advance(1);
    gate.store.full = true;
    gate.store.release();
    await expect(deciding).rejects.toMatchObject(UNAVAILABLE);
    gate.store.full = false;
    await gate.clock.advance(5_000);
    expect(states(gate)).toEqual({ [id]: "expired" });
  });

  test("and Regdesk stops meanwhile, nothing is tried again", async () => {
    const gate = aGate();
    await asked(gate, 22);
    await gate.clock.advance(15 * MINUTE - 1);
    gate.store.hold();
    await gate.clock.advance(1);
    gate.changeRequests[Symbol.dispose]();
    gate.store.full = true;
    gate.store.release();
    await gate.clock.advance(0);
    expect(gate.clock.timers).toBe(0);
  });

  test("of two requests that were filed together with it none is there", async () => {
    const gate = aGate();
    gate.store.full = true;
    const wishes = ["a", "b"].map((register) => ({ register: named(register), value: 1 }));
    await expect(gate.changeRequests.request(wishes, CONSUMER)).rejects.toMatchObject(UNAVAILABLE);
    gate.store.full = false;
    await asked(gate, 1, "a");
    expect([Object.values(states(gate)), gate.store.stored().length]).toEqual([["pending"], 1]);
  });
});
