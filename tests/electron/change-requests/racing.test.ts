/** Whoever comes first wins, and what is on its way to the disk has come. */
import { expect, test } from "vitest";
import { aGate, ANNA, approvedNow, asked, states, taken } from "./gate.ts";

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
