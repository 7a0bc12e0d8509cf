/** Who filed a request can cancel it. */
import { expect, test } from "vitest";
import { idOf, named } from "#tests/support/builders.ts";
import { aGate, ANNA, approvedNow, asked, CONSUMER, deliveredTo, states, taken } from "./gate.ts";

const { address } = CONSUMER;

test("One that is pending is cancelled, and the audit names the address", async () => {
  const gate = aGate();
  const id = await asked(gate, 22);
  await gate.changeRequests.cancel([id], address);
  await gate.clock.advance(60 * 60_000);
  expect([states(gate), gate.store.audit(id).at(-1)]).toEqual([
    { [id]: "cancelled" },
    "pending > cancelled by 192.168.1.30",
  ]);
});

test("One that was approved is recalled, in its grace and after it", async () => {
  const gate = aGate();
  const [graced, ready] = [await asked(gate, 22), await approvedNow(gate, 1, "lamp.on")];
  await gate.changeRequests.approve([graced], ANNA, false);
  await gate.changeRequests.cancel([graced, ready], address);
  await gate.clock.advance(5_000);
  expect([states(gate), gate.changeRequests.take(undefined)]).toEqual([
    { [graced]: "recalled", [ready]: "recalled" },
    undefined,
  ]);
});

test("One that is on its way to its provider, or was delivered, stays", async () => {
  const gate = aGate();
  const [flying, over] = [await approvedNow(gate, 22), await deliveredTo(gate, 1, "lamp.on")];
  await taken(gate);
  await expect(gate.changeRequests.cancel([flying], address)).rejects.toThrow("is on its way to its provider");
  await expect(gate.changeRequests.cancel([over], address)).rejects.toThrow("it is delivered");
});

test("Nobody else can, and then none is cancelled", async () => {
  const gate = aGate();
  const own = await asked(gate, 22);
  const { id } = await gate.changeRequests.ask({ register: named("lamp.on"), value: true }, ANNA);
  const foreign = { code: "CHANGE_REQUEST_FOREIGN" };
  await expect(gate.changeRequests.cancel([own], "192.168.1.31")).rejects.toMatchObject(foreign);
  await expect(gate.changeRequests.cancel([own, id], address)).rejects.toMatchObject(foreign);
  expect(states(gate)).toEqual({ [own]: "pending", [id]: "approved" });
});

test("One that is not known cannot, and then none is cancelled", async () => {
  const gate = aGate();
  const id = await asked(gate, 22);
  await expect(gate.changeRequests.cancel([id, idOf(17)], address)).rejects.toMatchObject({
    code: "CHANGE_REQUEST_NOT_FOUND",
    message: "There is no change request 17, or it has long been over; nothing was cancelled",
  });
  expect(states(gate)).toEqual({ [id]: "pending" });
});

test("Not while a technician's decision is on its way to the disk", async () => {
  const gate = aGate();
  const id = await asked(gate, 22);
  gate.store.hold();
  const denying = gate.changeRequests.deny([id], ANNA);
  const cancelling = gate.changeRequests.cancel([id], address);
  gate.store.release();
  await expect(cancelling).rejects.toMatchObject({ code: "CHANGE_REQUEST_DECIDED" });
  await denying;
  expect(states(gate)).toEqual({ [id]: "denied" });
});
