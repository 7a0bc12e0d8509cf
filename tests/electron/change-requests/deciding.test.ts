import { describe, expect, test } from "vitest";
import { idOf, named } from "#tests/support/builders.ts";
import { NOON } from "#tests/support/fake-clock.ts";
import { aGate, ANNA, asked, CONSUMER, reports, requestIn, SETPOINT, states } from "./gate.ts";

const MINUTE = 60_000;

describe("A request", () => {
  test("is held, with what its register had when it came, and stored before that is answered", async () => {
    const gate = aGate();
    reports(gate, 20);
    const id = await asked(gate, 22);
    const request = {
      id: "1",
      register: SETPOINT,
      value: "22",
      previousValue: "20",
      state: "pending",
      requester: CONSUMER,
      requestedAt: NOON,
      expiresAt: NOON + 15 * MINUTE,
      deliveries: 0,
    };
    expect([requestIn(gate, id), gate.store.stored(), gate.store.audit(id)]).toEqual([
      request,
      [request],
      ["pending by 192.168.1.30"],
    ]);
  });

  test("is held like any other when nobody provides its register", async () => {
    const gate = aGate();
    const id = await asked(gate, 22);
    expect(requestIn(gate, id)).toMatchObject({ state: "pending" });
    expect(requestIn(gate, id)).not.toHaveProperty("previousValue");
  });

  test("is refused when ten thousand are open, and taken again once one of them is over", async () => {
    const gate = aGate();
    const wishes = Array.from({ length: 10_000 }, (_none, index) => ({ register: named(`r${index}`), value: index }));
    const [first] = await gate.changeRequests.request(wishes, CONSUMER);
    await expect(asked(gate, 22)).rejects.toMatchObject({ code: "CHANGE_REQUESTS_FULL", status: 507 });
    await gate.changeRequests.deny([first!.id], ANNA);
    await expect(asked(gate, 22)).resolves.toBe("10001");
  });

  test("is refused when what is open fills the memory that is meant for it", async () => {
    const gate = aGate();
    await asked(gate, "x".repeat((1 << 26) + 1));
    await expect(asked(gate, 22)).rejects.toMatchObject({ code: "CHANGE_REQUESTS_FULL" });
  });

  test("is kept at hand after its end only while there is room, now and after a restart, and is in the store all the same", async () => {
    const gate = aGate();
    for (let turn = 0; turn < 6; turn++) await asked(gate, `${turn}${"x".repeat(1 << 22)}`);
    const kept = gate.changeRequests.all().map(({ id }) => Number(id));
    expect(kept).toEqual([3, 4, 5, 6]);
    expect(gate.store.stored()).toHaveLength(6);
  });

  test("is shown to nobody before it is stored", async () => {
    const gate = aGate();
    gate.store.hold();
    const filing = asked(gate, 22);
    await gate.clock.advance(0);
    const before = [gate.changeRequests.all(), gate.told];
    gate.store.release();
    await filing;
    expect([before, gate.told]).toEqual([[[], [["1 pending"]]], [["1 pending"]]]);
  });

  test("takes the place of an undecided one for the same register only", async () => {
    const gate = aGate();
    const [first, other] = [await asked(gate, 22), await asked(gate, 1, "lamp.on")];
    const second = await asked(gate, 23);
    expect(states(gate)).toEqual({ [first]: "superseded", [other]: "pending", [second]: "pending" });
    expect([requestIn(gate, first).supersededBy, gate.store.audit(first)]).toEqual([
      second,
      ["pending by 192.168.1.30", "pending > superseded by 192.168.1.30"],
    ]);
  });

  test("takes the place of one that is still on its way to the disk", async () => {
    const gate = aGate();
    gate.store.hold();
    const both = [asked(gate, 22), asked(gate, 23)];
    gate.store.release();
    await Promise.all(both);
    expect(states(gate)).toEqual({ 1: "superseded", 2: "pending" });
  });

  test("expires when nobody decides within 15 minutes", async () => {
    const gate = aGate();
    const id = await asked(gate, 22);
    await gate.clock.advance(15 * MINUTE - 1);
    const before = states(gate);
    await gate.clock.advance(1);
    expect([before, states(gate), gate.store.audit(id).at(-1)]).toEqual([
      { [id]: "pending" },
      { [id]: "expired" },
      "pending > expired by Regdesk",
    ]);
  });

  test("expires in its time although the wall clock is set meanwhile", async () => {
    const gate = aGate();
    const id = await asked(gate, 22);
    gate.clock.setWall(-60 * MINUTE);
    await gate.clock.advance(15 * MINUTE - 1);
    const before = states(gate);
    await gate.clock.advance(1);
    expect([before, states(gate)]).toEqual([{ [id]: "pending" }, { [id]: "expired" }]);
  });

  test("that comes with others is stored with all of them", async () => {
    const gate = aGate();
    const wishes = [
      { register: named("a"), value: 1 },
      { register: named("b"), value: 2 },
    ];
    const requests = await gate.changeRequests.request(wishes, CONSUMER);
    expect([requests.map(({ id, register }) => [id, register]), gate.told]).toEqual([
      [
        ["1", "a"],
        ["2", "b"],
      ],
      [["1 pending", "2 pending"]],
    ]);
  });
});

describe("Approving", () => {
  test("notes who, when and why, and lets the provider have it after the grace", async () => {
    const gate = aGate();
    const id = await asked(gate, 22);
    await gate.clock.advance(1_000);
    const answered = await gate.changeRequests.approve([id], { by: "anna", note: "warm it up" }, false);
    expect(answered).toEqual([requestIn(gate, id)]);
    expect(requestIn(gate, id)).toMatchObject({
      state: "approved",
      decidedAt: NOON + 1_000,
      decidedBy: "anna",
      note: "warm it up",
      deliverableAt: NOON + 6_000,
      expiresAt: NOON + 6_000 + 15 * MINUTE,
    });
    await gate.clock.advance(4_999);
    const before = [states(gate), gate.changeRequests.take(undefined)];
    await gate.clock.advance(1);
    expect([before, states(gate), gate.store.audit(id).slice(1)]).toEqual([
      [{ [id]: "approved" }, undefined],
      { [id]: "deliverable" },
      ["pending > approved by anna: warm it up", "approved > deliverable by Regdesk"],
    ]);
  });

  test("now skips the grace", async () => {
    const gate = aGate();
    const id = await asked(gate, 22);
    const [answered] = await gate.changeRequests.approve([id], ANNA, true);
    expect([answered, gate.store.audit(id).slice(1)]).toEqual([
      expect.objectContaining({ state: "deliverable", deliverableAt: NOON }),
      ["pending > approved by anna", "approved > deliverable by anna"],
    ]);
  });

  test("names each request once, however often it was named", async () => {
    const gate = aGate();
    const id = await asked(gate, 22);
    expect(await gate.changeRequests.approve([id, id], ANNA, false)).toHaveLength(1);
    expect(gate.store.audit(id)).toHaveLength(2);
  });

  test("is stored before it counts", async () => {
    const gate = aGate();
    const id = await asked(gate, 22);
    gate.store.hold();
    const approving = gate.changeRequests.approve([id], ANNA, true);
    const before = [states(gate), gate.changeRequests.take(undefined)];
    gate.store.release();
    await approving;
    expect([before, gate.changeRequests.take(undefined)]).toEqual([
      [{ [id]: "pending" }, undefined],
      expect.any(Promise),
    ]);
  });
});

describe("Denying", () => {
  test("notes who, when and why, and is final", async () => {
    const gate = aGate();
    const id = await asked(gate, 22);
    const [answered] = await gate.changeRequests.deny([id], { by: "anna", note: "too warm" });
    await gate.clock.advance(60 * MINUTE);
    expect([answered, gate.store.audit(id)]).toEqual([
      expect.objectContaining({ state: "denied", decidedAt: NOON, decidedBy: "anna", note: "too warm" }),
      ["pending by 192.168.1.30", "pending > denied by anna: too warm"],
    ]);
    expect(states(gate)).toEqual({ [id]: "denied" });
  });
});

describe.each(["approve", "deny"] as const)("To %s several", (verb) => {
  const decide = async (gate: ReturnType<typeof aGate>, ids: readonly string[]): Promise<string[]> => {
    const { changeRequests } = gate;
    const [all, by] = [ids.map(idOf), { by: "ben" }];
    const decided = await (verb === "approve" ? changeRequests.approve(all, by, false) : changeRequests.deny(all, by));
    return decided.map(({ id }) => id);
  };

  test("decides all of them", async () => {
    const gate = aGate();
    const ids = [await asked(gate, 1, "a"), await asked(gate, 2, "b")];
    expect(await decide(gate, ids)).toEqual(ids);
  });

  test("decides none when one of them is unknown", async () => {
    const gate = aGate();
    const id = await asked(gate, 1, "a");
    await expect(decide(gate, [id, "17"])).rejects.toMatchObject({
      code: "CHANGE_REQUEST_NOT_FOUND",
      message: "There is no change request 17; `regdesk requests` lists those there are",
    });
    expect([states(gate), gate.store.audit(id)]).toEqual([{ [id]: "pending" }, ["pending by 192.168.1.30"]]);
  });

  test("decides none when one of them is decided", async () => {
    const gate = aGate();
    const [denied, id] = [await asked(gate, 1, "a"), await asked(gate, 2, "b")];
    await gate.changeRequests.deny([denied], ANNA);
    await expect(decide(gate, [id, denied])).rejects.toMatchObject({
      code: "CHANGE_REQUEST_DECIDED",
      message: `Change request ${denied} is no longer pending: it is denied`,
    });
    expect(states(gate)).toEqual({ [denied]: "denied", [id]: "pending" });
  });

  test("decides none when one of them is just being decided by somebody else", async () => {
    const gate = aGate();
    const id = await asked(gate, 1, "a");
    const first = gate.changeRequests.deny([id], ANNA);
    await expect(decide(gate, [id])).rejects.toMatchObject({ code: "CHANGE_REQUEST_DECIDED" });
    await first;
    expect([states(gate), requestIn(gate, id).decidedBy]).toEqual([{ [id]: "denied" }, "anna"]);
  });
});
