import { describe, expect, test } from "vitest";
import { named } from "#tests/support/builders.ts";
import { NOON } from "#tests/support/fake-clock.ts";
import { aGate, ANNA, approvedNow, asked, deliveredTo, requestIn, SETPOINT, states, taken } from "./gate.ts";

const MINUTE = 60_000;

describe("What is deliverable", () => {
  test("is handed to a provider of its register, or of all, and to no other", async () => {
    const gate = aGate();
    await approvedNow(gate, 22);
    expect(gate.changeRequests.take([named("lamp.on")])).toBeUndefined();
    const delivery = await gate.changeRequests.take(undefined);
    expect(delivery?.requests.map(({ register, value }) => [register, value])).toEqual([[SETPOINT, "22"]]);
  });

  test("is marked as handed out, on the disk, before the provider gets it", async () => {
    const gate = aGate();
    const id = await approvedNow(gate, 22);
    await taken(gate);
    expect(gate.store.stored()).toMatchObject([{ id, state: "deliverable", deliveries: 1 }]);
  });

  test("goes to exactly one of two providers that race for it", async () => {
    const gate = aGate();
    await approvedNow(gate, 22);
    gate.store.hold();
    const [first, second] = [gate.changeRequests.take([named(SETPOINT)]), gate.changeRequests.take(undefined)];
    gate.store.release();
    expect([(await first)?.requests.length, second]).toEqual([1, undefined]);
  });

  test("is delivered when the answer was written in full", async () => {
    const gate = aGate();
    const id = await approvedNow(gate, 22);
    const delivery = await taken(gate);
    await gate.clock.advance(40);
    delivery.written();
    await gate.clock.advance(0);
    expect(requestIn(gate, id)).toMatchObject({ state: "delivered", deliveredAt: NOON + 40, deliveries: 1 });
    expect([gate.changeRequests.take(undefined), gate.store.audit(id).at(-1)]).toEqual([
      undefined,
      "deliverable > delivered by Regdesk",
    ]);
  });

  test("stays so when the connection dies first, and that attempt does not count", async () => {
    const gate = aGate();
    const id = await approvedNow(gate, 22);
    (await taken(gate)).lost();
    await gate.clock.advance(0);
    expect([states(gate), gate.store.stored()[0]?.deliveries]).toEqual([{ [id]: "deliverable" }, 0]);
    expect((await taken(gate)).requests).toMatchObject([{ id, deliveries: 1 }]);
  });

  test("wakes who waits for it, also when a lost delivery gives it back", async () => {
    const gate = aGate();
    const woken: string[] = [];
    const wait = (): void => void gate.changeRequests.onceDeliverable([named(SETPOINT)], () => woken.push("poll"));
    wait();
    await approvedNow(gate, 22);
    const atFirst = woken.length;
    const delivery = await taken(gate);
    wait();
    delivery.lost();
    await gate.clock.advance(0);
    expect([atFirst, woken.length]).toEqual([1, 2]);
  });

  test("is not handed out to a poll that comes first after the laptop slept past its time", async () => {
    const gate = aGate();
    const id = await approvedNow(gate, 22);
    gate.clock.setWall(15 * MINUTE); // the monotonic clock of Linux stands still meanwhile
    expect(gate.changeRequests.take([named(SETPOINT)])).toBeUndefined();
    await gate.clock.advance(0);
    expect(states(gate)).toEqual({ [id]: "not-picked-up" });
  });

  test("is not picked up when no provider asks for 15 minutes", async () => {
    const gate = aGate();
    const id = await approvedNow(gate, 22);
    await gate.clock.advance(15 * MINUTE - 1);
    const before = states(gate);
    await gate.clock.advance(1);
    expect([before, states(gate), gate.changeRequests.take(undefined), gate.store.audit(id).at(-1)]).toEqual([
      { [id]: "deliverable" },
      { [id]: "not-picked-up" },
      undefined,
      "deliverable > not-picked-up by Regdesk",
    ]);
  });

  test("does not run out of time while it is on its way, but does when it comes back", async () => {
    const gate = aGate();
    const id = await approvedNow(gate, 22);
    const delivery = await taken(gate);
    await gate.clock.advance(16 * MINUTE);
    const onItsWay = states(gate);
    delivery.lost();
    await gate.clock.advance(1);
    expect([onItsWay, states(gate)]).toEqual([{ [id]: "deliverable" }, { [id]: "not-picked-up" }]);
  });
});

describe("The newest approved request of a register wins:", () => {
  test("an older one in its grace gives way", async () => {
    const gate = aGate();
    const older = await asked(gate, 22);
    await gate.changeRequests.approve([older], ANNA, false);
    const newer = await approvedNow(gate, 23);
    expect([states(gate), requestIn(gate, older).supersededBy]).toEqual([
      { [older]: "superseded", [newer]: "deliverable" },
      newer,
    ]);
  });

  test("an older one that nobody picked up gives way", async () => {
    const gate = aGate();
    const older = await approvedNow(gate, 22);
    const newer = await approvedNow(gate, 23);
    const delivery = await taken(gate);
    expect([states(gate), delivery.requests.map(({ id }) => id)]).toEqual([
      { [older]: "superseded", [newer]: "deliverable" },
      [newer],
    ]);
  });

  test("an older one stays until the newer is approved", async () => {
    const gate = aGate();
    const older = await approvedNow(gate, 22);
    const newer = await asked(gate, 23);
    expect(states(gate)).toEqual({ [older]: "deliverable", [newer]: "pending" });
    await gate.changeRequests.deny([newer], ANNA);
    expect(states(gate)).toEqual({ [older]: "deliverable", [newer]: "denied" });
  });

  test("an older one that is on its way may still arrive", async () => {
    const gate = aGate();
    const older = await approvedNow(gate, 22);
    const delivery = await taken(gate);
    const newer = await approvedNow(gate, 23);
    delivery.written();
    await gate.clock.advance(0);
    expect([states(gate), (await taken(gate)).requests.map(({ id }) => id)]).toEqual([
      { [older]: "delivered", [newer]: "deliverable" },
      [newer],
    ]);
  });

  test("an older one that was lost on its way does not come back", async () => {
    const gate = aGate();
    const older = await approvedNow(gate, 22);
    const delivery = await taken(gate);
    const newer = await approvedNow(gate, 23);
    delivery.lost();
    await gate.clock.advance(0);
    expect([states(gate), requestIn(gate, older).supersededBy]).toEqual([
      { [older]: "superseded", [newer]: "deliverable" },
      newer,
    ]);
  });

  test("an older one that was lost on its way does not come back in the newer one's grace either", async () => {
    const gate = aGate();
    const older = await approvedNow(gate, 22);
    const delivery = await taken(gate);
    const newer = await asked(gate, 23);
    await gate.changeRequests.approve([newer], ANNA, false);
    delivery.lost();
    await gate.clock.advance(0);
    expect([states(gate), gate.changeRequests.take(undefined)]).toEqual([
      { [older]: "superseded", [newer]: "approved" },
      undefined,
    ]);
  });

  test("a newer one that was lost on its way stays, although an older one is on its way still", async () => {
    const gate = aGate();
    const older = await approvedNow(gate, 22);
    await taken(gate);
    const newer = await approvedNow(gate, 23);
    (await taken(gate)).lost();
    await gate.clock.advance(0);
    expect(states(gate)).toEqual({ [older]: "deliverable", [newer]: "deliverable" });
  });

  test("one for another register is no matter", async () => {
    const gate = aGate();
    const [one, two] = [await approvedNow(gate, 22), await approvedNow(gate, 1, "lamp.on")];
    expect(states(gate)).toEqual({ [one]: "deliverable", [two]: "deliverable" });
  });

  test("one that was delivered is history", async () => {
    const gate = aGate();
    const older = await deliveredTo(gate, 22);
    const newer = await approvedNow(gate, 23);
    expect(states(gate)).toEqual({ [older]: "delivered", [newer]: "deliverable" });
  });
});
