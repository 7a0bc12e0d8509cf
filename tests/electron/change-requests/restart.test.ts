import { describe, expect, test } from "vitest";
import type { ChangeRequest } from "#shared/model/change-request.ts";
import { aChangeRequest } from "#tests/support/builders.ts";
import { FakeClock, NOON } from "#tests/support/fake-clock.ts";
import { aGate, ANNA, asked, reports, requestIn, SETPOINT, states, taken } from "./gate.ts";

const MINUTE = 60_000;

describe("After a restart", () => {
  test("a pending request can be decided", async () => {
    const gate = aGate([aChangeRequest({ id: "7" })]);
    await gate.changeRequests.approve([requestIn(gate, "7").id], ANNA, true);
    expect(states(gate)).toEqual({ 7: "deliverable" });
  });

  test("a pending request has the time that is left to it", async () => {
    const gate = aGate([aChangeRequest({ expiresAt: NOON + 3 * MINUTE })]);
    expect(await statesAround(gate, 3 * MINUTE)).toEqual(["pending", "expired"]);
  });

  test("a pending request whose time ran out meanwhile expires", async () => {
    const gate = aGate([aChangeRequest({ expiresAt: NOON - 3 * MINUTE })]);
    await gate.clock.advance(0);
    expect(states(gate)).toEqual({ 1: "expired" });
  });

  test("a pending request waits no longer than usual, though the wall clock was set back", async () => {
    const gate = aGate([aChangeRequest({ expiresAt: NOON + 1_000 * MINUTE })]);
    expect(await statesAround(gate, 15 * MINUTE)).toEqual(["pending", "expired"]);
  });

  test("an approved request has the rest of its grace", async () => {
    const gate = aGate([approved("approved", { deliverableAt: NOON + 2_000 })]);
    expect(await statesAround(gate, 2_000)).toEqual(["approved", "deliverable"]);
  });

  test("a deliverable request is handed out", async () => {
    const gate = aGate([approved("deliverable")]);
    expect((await taken(gate)).requests).toMatchObject([{ id: "1", deliveries: 1 }]);
  });

  test("a deliverable request that was being handed out is marked as a repetition", async () => {
    const gate = aGate([approved("deliverable", { deliveries: 1 })]);
    expect((await taken(gate)).requests).toMatchObject([{ id: "1", deliveries: 2 }]);
  });

  test("a delivery that a newer approval overtook gives way to it", async () => {
    const gate = aGate([approved("deliverable", { deliveries: 1 }), approved("deliverable", { id: "2" })]);
    await gate.clock.advance(0);
    expect(states(gate)).toEqual({ 1: "superseded", 2: "deliverable" });
  });

  test("a delivery that a newer one overtook is not repeated after it", async () => {
    const newer = approved("applied", { id: "2", deliverableAt: NOON });
    const gate = aGate([approved("deliverable", { deliveries: 1 }), newer]);
    await gate.clock.advance(0);
    expect([states(gate), gate.changeRequests.take(undefined)]).toEqual([{ 1: "superseded", 2: "applied" }, undefined]);
  });

  test("a deliverable request that nobody picks up has the time that is left to it", async () => {
    const gate = aGate([approved("deliverable", { expiresAt: NOON + MINUTE })]);
    expect(await statesAround(gate, MINUTE)).toEqual(["deliverable", "not-picked-up"]);
  });

  test("a delivered request still finds its outcome", async () => {
    const gate = aGate([approved("delivered", { deliveredAt: NOON - 10_000, deliveries: 1 })]);
    reports(gate, 22);
    await gate.clock.advance(0);
    expect(states(gate)).toEqual({ 1: "applied" });
  });

  test("a delivered request without an effect is given up at its time", async () => {
    const gate = aGate([approved("delivered", { deliveredAt: NOON - 10_000, deliveries: 1 })]);
    expect(await statesAround(gate, 20_000)).toEqual(["delivered", "unchanged"]);
  });

  const final = ["denied", "superseded", "cancelled", "expired", "recalled", "not-picked-up"] as const;
  const outcomes = ["applied", "applied-differently", "unchanged"] as const;
  test.each([...final, ...outcomes])("one that is %s stays as it is", async (state) => {
    const gate = aGate([aChangeRequest({ state })]);
    await gate.clock.advance(60 * MINUTE);
    expect([states(gate), gate.clock.timers, gate.changeRequests.take(undefined)]).toEqual([
      { 1: state },
      0,
      undefined,
    ]);
  });

  test("the newer of two deliverable requests for a register is handed out", async () => {
    const gate = aGate([approved("deliverable", { id: "1", deliveries: 1 }), approved("deliverable", { id: "2" })]);
    expect((await taken(gate)).requests.map(({ id }) => id)).toEqual(["2"]);
  });

  test("a new request supersedes a pending one of the last run and counts on", async () => {
    const gate = aGate([aChangeRequest({ id: "41", register: SETPOINT })]);
    expect(await asked(gate, 23)).toBe("42");
    expect(states(gate)).toEqual({ 41: "superseded", 42: "pending" });
  });

  test("all that was stored before is as it was stored", async () => {
    const before = aGate();
    await asked(before, 22);
    await asked(before, { deep: [1, "ü"] }, "__proto__");
    const after = aGate(before.store.stored());
    expect(after.changeRequests.all()).toEqual(before.changeRequests.all());
  });

  test("a gate that is stopped lets go of the clock", async () => {
    const clock = new FakeClock();
    const gate = aGate([aChangeRequest(), approved("delivered", { id: "2", deliveredAt: NOON })], clock);
    gate.store.full = true;
    await clock.advance(16 * MINUTE);
    gate.changeRequests[Symbol.dispose]();
    expect(clock.timers).toBe(0);
  });
});

function approved(state: ChangeRequest["state"], given: Parameters<typeof aChangeRequest>[0] = {}): ChangeRequest {
  const decision = { decidedAt: NOON, decidedBy: "anna", deliverableAt: NOON, expiresAt: NOON + 15 * MINUTE };
  return aChangeRequest({ ...decision, ...given, state });
}

/** The only request's state just before and at the end of a time. */
async function statesAround(gate: ReturnType<typeof aGate>, milliseconds: number): Promise<(string | undefined)[]> {
  await gate.clock.advance(milliseconds - 1);
  const before = states(gate)["1"];
  await gate.clock.advance(1);
  return [before, states(gate)["1"]];
}
