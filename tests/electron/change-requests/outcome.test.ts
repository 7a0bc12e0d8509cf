import { describe, expect, test } from "vitest";
import { NOON } from "#tests/support/fake-clock.ts";
import { aGate, approvedNow, deliveredTo, reports, requestIn, states, taken, type Gate } from "./gate.ts";

describe("A delivered request is", () => {
  test("applied when the next reported value is the one asked for, key order aside", async () => {
    const { gate, id } = await delivered({ a: 1, b: 2 }, { from: null });
    await gate.clock.advance(2_000);
    reports(gate, { b: 2, a: 1 });
    await gate.clock.advance(0);
    expect(requestIn(gate, id)).toMatchObject({
      state: "applied",
      outcome: "applied",
      outcomeValue: '{"b":2,"a":1}',
      outcomeAt: NOON + 2_000,
    });
    expect(gate.store.audit(id).at(-1)).toBe("delivered > applied by Regdesk");
  });

  test("applied differently when it became something else, and both values are kept", async () => {
    const { gate, id } = await delivered(95, { from: 20 });
    reports(gate, 90);
    await gate.clock.advance(0);
    expect(requestIn(gate, id)).toMatchObject({ state: "applied-differently", value: "95", outcomeValue: "90" });
  });

  test("applied when the value comes after two refreshes without it", async () => {
    const { gate, id } = await delivered(22, { from: 20 });
    for (const value of [20, 20, 22]) reports(gate, value);
    await gate.clock.advance(0);
    expect(states(gate)).toEqual({ [id]: "applied" });
  });

  test("unchanged after three refreshes without a change, not sooner", async () => {
    const { gate, id } = await delivered(22, { from: 20 });
    reports(gate, 20);
    reports(gate, 20);
    await gate.clock.advance(0);
    const before = states(gate);
    reports(gate, 20);
    await gate.clock.advance(0);
    expect([before, states(gate), requestIn(gate, id).outcomeValue]).toEqual([
      { [id]: "delivered" },
      { [id]: "unchanged" },
      "20",
    ]);
  });

  test("unchanged after 30 s without a report, not sooner", async () => {
    const { gate, id } = await delivered(22, { from: 20 });
    await gate.clock.advance(29_999);
    const before = states(gate);
    await gate.clock.advance(1);
    expect([before, states(gate)]).toEqual([{ [id]: "delivered" }, { [id]: "unchanged" }]);
  });

  test("unchanged, without a value, when nobody provides its register", async () => {
    const { gate, id } = await delivered(22, {});
    await gate.clock.advance(30_000);
    expect(requestIn(gate, id)).toMatchObject({ state: "unchanged", outcome: "unchanged" });
    expect(requestIn(gate, id)).not.toHaveProperty("outcomeValue");
  });

  test("applied when its register comes into being with the value asked for", async () => {
    const { gate, id } = await delivered(22, {});
    reports(gate, 22);
    await gate.clock.advance(0);
    expect(states(gate)).toEqual({ [id]: "applied" });
  });

  test("applied when the register had the value already", async () => {
    const { gate, id } = await delivered(20, { from: 20 });
    reports(gate, 20);
    await gate.clock.advance(0);
    expect(states(gate)).toEqual({ [id]: "applied" });
  });

  test("unchanged when the next one for its register is delivered before it showed an effect", async () => {
    const { gate, id: first } = await delivered(22, { from: 20 });
    const second = await deliveredTo(gate, 23);
    reports(gate, 23);
    await gate.clock.advance(0);
    expect(states(gate)).toEqual({ [first]: "unchanged", [second]: "applied" });
  });

  test("not judged by what other registers say", async () => {
    const { gate, id } = await delivered(22, { from: 20 });
    for (const value of [22, 22, 22]) reports(gate, value, "lamp.on");
    await gate.clock.advance(0);
    expect(states(gate)).toEqual({ [id]: "delivered" });
  });

  test("judged once: what is reported later is no matter", async () => {
    const { gate, id } = await delivered(22, { from: 20 });
    reports(gate, 22);
    reports(gate, 25);
    await gate.clock.advance(60_000);
    expect([states(gate), gate.store.audit(id).slice(3)]).toEqual([
      { [id]: "applied" },
      ["deliverable > delivered by Regdesk", "delivered > applied by Regdesk"],
    ]);
  });
});

describe("A device that is faster than the disk", () => {
  test.each([
    [22, "applied"],
    [21, "applied-differently"],
  ])("and reports %i before the delivery of 22 is on record has %s it", async (value, outcome) => {
    const gate = aGate();
    reports(gate, 20);
    const id = await approvedNow(gate, 22);
    const delivery = await taken(gate);
    gate.store.hold();
    delivery.written();
    reports(gate, value);
    gate.store.release();
    await gate.clock.advance(0);
    for (let refresh = 0; refresh < 3; refresh++) reports(gate, value);
    await gate.clock.advance(0);
    expect(states(gate)).toEqual({ [id]: outcome });
  });
});

async function delivered(value: Parameters<typeof deliveredTo>[1], { from }: { from?: number | null }) {
  const gate: Gate = aGate();
  if (from !== undefined) reports(gate, from);
  return { gate, id: await deliveredTo(gate, value) };
}
