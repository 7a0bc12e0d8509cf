import { describe, expect, test } from "vitest";
import { idOf, named } from "#tests/support/builders.ts";
import { aGate, ANNA, approvedNow, asked, reports, requestIn, SETPOINT, states, taken } from "./gate.ts";

const BERT = { by: "bert" };

describe("An approval", () => {
  test("can be undone during its grace: the request waits for a decision again, as if nobody had decided", async () => {
    const gate = aGate();
    const id = await asked(gate, 22);
    const before = requestIn(gate, id);
    await gate.changeRequests.approve([id], { ...ANNA, note: "warm it up" }, false);
    await gate.changeRequests.undo([id], BERT);
    expect([requestIn(gate, id), gate.store.audit(id).at(-1)]).toEqual([before, "approved > pending by bert"]);
    await gate.clock.advance(6_000);
    expect(gate.changeRequests.take(undefined)).toBeUndefined();
  });

  test("that is undone at the last moment leaves a minute to decide otherwise", async () => {
    const gate = aGate();
    const id = await asked(gate, 22);
    await gate.clock.advance(14 * 60_000 + 58_000);
    await gate.changeRequests.approve([id], ANNA, false);
    await gate.clock.advance(4_000);
    await gate.changeRequests.undo([id], BERT);
    await gate.clock.advance(59_000);
    expect(states(gate)).toEqual({ [id]: "pending" });
    await gate.clock.advance(1_000);
    expect(states(gate)).toEqual({ [id]: "expired" });
  });

  test("that is undone is not lost to a clock that was set forward, nor to a shorter time to decide", async () => {
    const gate = aGate();
    const id = await asked(gate, 22);
    await gate.clock.advance(30_000);
    await gate.changeRequests.approve([id], ANNA, false);
    gate.clock.setWall(3_600_000);
    await gate.changeRequests.undo([id], BERT);
    await gate.clock.advance(59_000);
    expect(states(gate)).toEqual({ [id]: "pending" });
  });

  test("cannot be undone after its grace", async () => {
    const gate = aGate();
    const id = await approvedNow(gate, 22);
    await expect(gate.changeRequests.undo([id], ANNA)).rejects.toThrow(
      "Change request 1 is no longer approved: it is deliverable",
    );
  });

  test("that is undone takes the place of a newer undecided request", async () => {
    const gate = aGate();
    const first = await asked(gate, 22);
    await gate.changeRequests.approve([first], ANNA, false);
    const second = await asked(gate, 23);
    await gate.changeRequests.undo([first], ANNA);
    expect(states(gate)).toEqual({ [first]: "superseded", [second]: "pending" });
  });

  test("can be recalled until it is picked up, and is then never handed out", async () => {
    const gate = aGate();
    const id = await approvedNow(gate, 22);
    await gate.changeRequests.recall([id], { ...BERT, note: "wrong boiler" });
    expect([states(gate), gate.changeRequests.take(undefined), gate.store.audit(id).at(-1)]).toEqual([
      { [id]: "recalled" },
      undefined,
      "deliverable > recalled by bert: wrong boiler",
    ]);
  });

  test("cannot be recalled while it is on its way to its provider", async () => {
    const gate = aGate();
    const id = await approvedNow(gate, 22);
    await taken(gate);
    await expect(gate.changeRequests.recall([id], ANNA)).rejects.toThrow(
      /^Change request 1 is on its way to its provider/,
    );
  });
});

describe("A technician's own wish", () => {
  test("is filed and approved by its author, and has the usual grace", async () => {
    const gate = aGate();
    reports(gate, 20);
    const { id } = await gate.changeRequests.ask({ register: named(SETPOINT), value: 22 }, { ...ANNA, note: "test" });
    expect(requestIn(gate, id)).toMatchObject({
      state: "approved",
      requester: { address: "this machine", person: "anna" },
      decidedBy: "anna",
      note: "test",
      previousValue: "20",
    });
    await gate.clock.advance(5_000);
    expect((await taken(gate)).requests).toMatchObject([{ id, value: "22" }]);
  });

  test("takes the place of what others asked for before it", async () => {
    const gate = aGate();
    await asked(gate, 21);
    await gate.changeRequests.ask({ register: named(SETPOINT), value: 22 }, ANNA);
    expect(states(gate)).toEqual({ 1: "superseded", 2: "approved" });
    expect(requestIn(gate, idOf(1)).supersededBy).toBe("2");
  });
});
