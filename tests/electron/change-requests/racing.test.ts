/** Whoever comes first wins, and what is on its way to the disk has come. */
import { expect, test } from "vitest";
import { aGate, ANNA, approvedNow, asked, deliveredTo, states, taken } from "./gate.ts";

const BERT = { by: "bert" };

test("A recall that is on its way to the disk keeps the request from every poll", async () => {
  const gate = aGate();
  const id = await approvedNow(gate, 22);
  gate.store.hold();
  const recalling = gate.changeRequests.recall([id], BERT);
  const during = gate.changeRequests.take(undefined);
  gate.store.release();
  await recalling;
  expect([during, states(gate), gate.changeRequests.take(undefined)]).toEqual([
    undefined,
    { [id]: "recalled" },
    undefined,
  ]);
});

test("A recall that cannot be stored leaves the request to the next poll", async () => {
  const gate = aGate();
  const id = await approvedNow(gate, 22);
  gate.store.full = true;
  await expect(gate.changeRequests.recall([id], BERT)).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
  gate.store.full = false;
  expect((await taken(gate)).requests).toMatchObject([{ id }]);
});

test("A poll whose attempt is on its way to the disk keeps the request from a recall", async () => {
  const gate = aGate();
  const id = await approvedNow(gate, 22);
  gate.store.hold();
  const taking = taken(gate);
  const recalling = gate.changeRequests.recall([id], BERT);
  gate.store.release();
  await expect(recalling).rejects.toMatchObject({ code: "CHANGE_REQUEST_DECIDED" });
  expect((await taking).requests).toMatchObject([{ id }]);
});

test("An undo that is on its way to the disk when the grace ends keeps the request from the provider", async () => {
  const gate = aGate();
  const id = await asked(gate, 22);
  await gate.changeRequests.approve([id], ANNA, false);
  await gate.clock.advance(4_999);
  gate.store.hold();
  const undoing = gate.changeRequests.undo([id], BERT);
  await gate.clock.advance(1);
  gate.store.release();
  await undoing;
  await gate.clock.advance(10_000);
  expect([states(gate), gate.changeRequests.take(undefined)]).toEqual([{ [id]: "pending" }, undefined]);
});

test("An undo that cannot be stored when the grace ends lets it end a moment later", async () => {
  const gate = aGate();
  const id = await asked(gate, 22);
  await gate.changeRequests.approve([id], ANNA, false);
  await gate.clock.advance(4_999);
  gate.store.hold();
  const undoing = gate.changeRequests.undo([id], BERT);
  await gate.clock.advance(1);
  gate.store.full = true;
  gate.store.release();
  await expect(undoing).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
  gate.store.full = false;
  await gate.clock.advance(10_000);
  expect(states(gate)).toEqual({ [id]: "deliverable" });
});

test("What a newer delivery overtook while it was on its way is never handed out after it", async () => {
  const gate = aGate();
  const older = await approvedNow(gate, 22);
  const late = await taken(gate);
  const newer = await deliveredTo(gate, 23);
  late.lost();
  await gate.clock.advance(0);
  expect([states(gate), gate.changeRequests.take(undefined)]).toEqual([
    { [older]: "superseded", [newer]: "delivered" },
    undefined,
  ]);
});

test("What a newer approval overtook while it was on its way gives way to it, though that was taken back", async () => {
  const gate = aGate();
  const older = await approvedNow(gate, 22);
  const late = await taken(gate);
  const newer = await approvedNow(gate, 23);
  await gate.changeRequests.recall([newer], BERT);
  late.lost();
  await gate.clock.advance(0);
  expect(states(gate)).toEqual({ [older]: "superseded", [newer]: "recalled" });
});

test("What was on its way when a newer request came that nobody approved can be picked up again", async () => {
  const gate = aGate();
  const older = await approvedNow(gate, 22);
  const late = await taken(gate);
  const newer = await asked(gate, 23);
  await gate.changeRequests.deny([newer], BERT);
  late.lost();
  await gate.clock.advance(0);
  expect((await taken(gate)).requests).toMatchObject([{ id: older, deliveries: 1 }]);
});
