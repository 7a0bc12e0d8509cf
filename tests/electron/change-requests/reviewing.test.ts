import { describe, expect, test } from "vitest";
import { aReport, idOf, named } from "#tests/support/builders.ts";
import { aGate, ANNA, asked, requestIn, SETPOINT, states } from "./gate.ts";

const MINUTE = 60_000;

describe("To review several at once", () => {
  test("decides those that still can be, and says of each of the others why not", async () => {
    const gate = aGate();
    const [denied, one, two] = [await asked(gate, 1, "a"), await asked(gate, 2, "b"), await asked(gate, 3, "c")];
    await gate.changeRequests.deny([denied], ANNA);
    const note = "spring cleaning";
    const reviewed = await gate.changeRequests.approveEach([one, denied, idOf(17), two, one], { ...ANNA, note });
    expect([reviewed.decided.map(({ id }) => id), reviewed.refused]).toEqual([
      [one, two],
      [
        { id: denied, message: `Change request ${denied} is no longer pending: it is denied` },
        { id: "17", message: "There is no change request 17; `regdesk requests` lists those there are" },
      ],
    ]);
    expect([states(gate), requestIn(gate, two).note]).toEqual([
      { [denied]: "denied", [one]: "approved", [two]: "approved" },
      note,
    ]);
  });

  test("denies in the same way, in one commit", async () => {
    const gate = aGate();
    const ids = [await asked(gate, 1, "a"), await asked(gate, 2, "b")];
    const { decided } = await gate.changeRequests.denyEach(ids, ANNA);
    expect([decided.map(({ state }) => state), gate.told.at(-1)]).toEqual([
      ["denied", "denied"],
      ids.map((id) => `${id} denied`),
    ]);
  });

  test("is refused as a whole when nothing can be stored", async () => {
    const gate = aGate();
    const id = await asked(gate, 22);
    gate.store.full = true;
    await expect(gate.changeRequests.approveEach([id], ANNA)).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    expect(states(gate)).toEqual({ [id]: "pending" });
  });

  test("stores nothing when none can be decided", async () => {
    const gate = aGate();
    gate.store.full = true;
    const { decided, refused } = await gate.changeRequests.denyEach([idOf(17)], ANNA);
    expect([decided, refused.length]).toEqual([[], 1]);
  });
});

test("A register that goes away leaves its requests where they are until their time is up", async () => {
  const gate = aGate();
  gate.registry.provide(aReport(SETPOINT, 20, 1_000), "192.168.1.20");
  gate.registry.provide(aReport("lamp.on", true, 60 * MINUTE), "192.168.1.20");
  const [expired, withdrawn] = [await asked(gate, 22), await asked(gate, false, "lamp.on")];
  await gate.clock.advance(2_000);
  gate.registry.withdraw([named("lamp.on")]);
  expect([gate.registry.size, states(gate)]).toEqual([0, { [expired]: "pending", [withdrawn]: "pending" }]);
  await gate.changeRequests.approve([expired], ANNA, true);
  await gate.clock.advance(15 * MINUTE);
  expect(states(gate)).toEqual({ [expired]: "not-picked-up", [withdrawn]: "expired" });
});

test("A technician's test request goes through the gate like any consumer's", async () => {
  const gate = aGate();
  const { id } = await gate.changeRequests.sendTest();
  expect(requestIn(gate, id)).toMatchObject({
    register: "regdesk.test",
    state: "pending",
    requester: { address: "127.0.0.1" },
  });
});
