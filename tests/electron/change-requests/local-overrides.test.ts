/** What is approved for a register of an outside source stands here as a local override, and goes to no device. */
import { describe, expect, test } from "vitest";
import type { ChangeRequestId } from "#shared/model/change-request.ts";
import { FakeClock } from "#tests/support/fake-clock.ts";
import { named } from "#tests/support/builders.ts";
import { ANNA, asked, CONSUMER, reports, requestIn, SETPOINT, states, taken } from "./gate.ts";
import { aPlantGate, type PlantGate } from "./plant.ts";
import { aRule } from "./rules.ts";

const GRACE = 5_000;
const NO_GRACE = { limits: { grace: 0, decision: 900_000, pickUp: 900_000 } };

describe("A change of a source's register", () => {
  test("is an override as soon as the grace is over, stored with who approved it and why", async () => {
    const gate = aPlantGate();
    const id = await asked(gate, 22.5);
    await gate.changeRequests.approve([id], { ...ANNA, note: "warm it up" }, false);
    const [before] = [valueIn(gate), await gate.clock.advance(GRACE)];
    expect([before, valueIn(gate), states(gate)]).toEqual([21, 22.5, { [id]: "applied" }]);
    expect(gate.store.overrides()).toEqual([
      {
        ...{ register: SETPOINT, value: "22.5", by: "anna", note: "warm it up", changeRequest: id, source: "plant" },
        at: gate.clock.now(),
      },
    ]);
    expect(requestIn(gate, id)).toMatchObject({
      outcome: "applied",
      outcomeValue: "22.5",
      deliveries: 0,
      source: "plant",
    });
    expect(gate.store.audit(id).slice(1)).toEqual([
      "pending > approved by anna: warm it up",
      "approved > deliverable by Regdesk",
      "deliverable > applied by Regdesk",
    ]);
  });

  test("is answered as applied when the grace is skipped, and is one commit", async () => {
    const gate = aPlantGate();
    const id = await asked(gate, 22);
    const [answered] = await gate.changeRequests.approve([id], ANNA, true);
    expect([answered?.state, valueIn(gate), gate.told]).toEqual(["applied", 22, [["1 pending"], ["1 applied"]]]);
  });

  test("goes to no provider that polls for it", async () => {
    const gate = aPlantGate();
    const id = await asked(gate, 22);
    gate.becomes({ isBusy: true });
    await gate.changeRequests.approve([id], ANNA, true);
    expect(gate.changeRequests.take([named(SETPOINT)])).toBeUndefined();
  });

  test("can be undone during its grace, and then nothing stands", async () => {
    const gate = aPlantGate();
    const id = await asked(gate, 22);
    await gate.changeRequests.approve([id], ANNA, false);
    await gate.changeRequests.undo([id], ANNA);
    await gate.clock.advance(GRACE);
    expect([states(gate), valueIn(gate), gate.store.overrides()]).toEqual([{ [id]: "pending" }, 21, []]);
  });

  test("takes the place of an override that stands, and is cleared by a change to what the source says", async () => {
    const gate = aPlantGate();
    for (const value of [22, 23]) await gate.changeRequests.approve([await asked(gate, value)], ANNA, true);
    expect([valueIn(gate), gate.store.overrides().map(({ value }) => value)]).toEqual([23, ["23"]]);
    gate.says(20);
    const back = await asked(gate, 20);
    await gate.changeRequests.approve([back], ANNA, true);
    expect([valueIn(gate), gate.store.overrides(), states(gate)[back]]).toEqual([20, [], "applied"]);
    gate.says(19);
    expect(valueIn(gate)).toBe(19);
  });

  test("is approved in bulk, by its author, by a rule and in Pass-through", async () => {
    const bulk = aPlantGate([], new FakeClock(), NO_GRACE);
    await bulk.changeRequests.approveEach([await asked(bulk, 22)], ANNA);
    await bulk.clock.advance(0);
    const author = aPlantGate([], new FakeClock(), NO_GRACE);
    await author.changeRequests.ask({ register: named(SETPOINT), value: 22 }, ANNA);
    await author.clock.advance(0);
    const ruled = aPlantGate([], new FakeClock(), { rules: [aRule()] });
    await asked(ruled, 22);
    const through = aPlantGate([], new FakeClock(), { mode: "pass-through" });
    await asked(through, 22);
    const by = [bulk, author, ruled, through].map((gate) => gate.store.overrides()[0]?.by);
    expect(by).toEqual(["anna", "anna", "rule “Night”", "mode Pass-through"]);
  });

  test("changes nothing while it cannot be stored, and is applied once it can be", async () => {
    const gate = aPlantGate();
    const id = await asked(gate, 22);
    await gate.changeRequests.approve([id], ANNA, false);
    gate.store.full = true;
    await gate.clock.advance(GRACE);
    expect([states(gate)[id], valueIn(gate)]).toEqual(["approved", 21]);
    gate.store.full = false;
    await gate.clock.advance(5_000);
    expect([states(gate)[id], valueIn(gate), gate.store.overrides().length]).toEqual(["applied", 22, 1]);
  });
});

describe("While the source is syncing", () => {
  test("what was approved waits for the run to end, says for which, and goes on by itself", async () => {
    const gate = aPlantGate();
    gate.becomes({ isBusy: true });
    const id = await asked(gate, 22);
    await gate.changeRequests.approve([id], ANNA, true);
    expect([requestIn(gate, id).state, requestIn(gate, id).source, valueIn(gate)]).toEqual([
      "deliverable",
      "plant",
      21,
    ]);
    gate.becomes({ isBusy: false });
    await gate.clock.advance(0);
    expect([states(gate)[id], valueIn(gate)]).toEqual(["applied", 22]);
  });

  test("it can be recalled", async () => {
    const gate = aPlantGate();
    gate.becomes({ isBusy: true });
    const id = await asked(gate, 22);
    await gate.changeRequests.approve([id], ANNA, true);
    await gate.changeRequests.recall([id], ANNA);
    gate.becomes({ isBusy: false });
    await gate.clock.advance(0);
    expect([states(gate)[id], valueIn(gate)]).toEqual(["recalled", 21]);
  });

  test("it goes to the device that takes the register over meanwhile", async () => {
    const gate = aPlantGate();
    gate.becomes({ isBusy: true });
    const id = await asked(gate, 22);
    await gate.changeRequests.approve([id], ANNA, true);
    reports(gate, 20);
    await gate.clock.advance(0);
    expect(requestIn(gate, id).source).toBeUndefined();
    (await taken(gate)).written();
    await gate.clock.advance(0);
    gate.becomes({ isBusy: false });
    await gate.clock.advance(0);
    expect([states(gate)[id], gate.store.overrides()]).toEqual(["delivered", []]);
  });

  test("it waits for a provider like any other when the source is removed", async () => {
    const gate = aPlantGate();
    gate.becomes({ isBusy: true });
    const id = await asked(gate, 22);
    await gate.changeRequests.approve([id], ANNA, true);
    gate.goes();
    await gate.clock.advance(0);
    expect((await taken(gate)).requests.map(({ id: one }) => one)).toEqual([id]);
  });

  test("what waited longer than it may has no effect any more", async () => {
    const gate = aPlantGate();
    gate.becomes({ isBusy: true });
    const id = await asked(gate, 22);
    await gate.changeRequests.approve([id], ANNA, true);
    await gate.clock.advance(900_000);
    gate.becomes({ isBusy: false });
    await gate.clock.advance(0);
    expect([states(gate)[id], valueIn(gate)]).toEqual(["not-picked-up", 21]);
  });

  test("what Regdesk left waiting when it ended goes on when it runs again", async () => {
    const gate = aPlantGate();
    gate.becomes({ isBusy: true });
    const id = await asked(gate, 22);
    await gate.changeRequests.approve([id], ANNA, true);
    const again = aPlantGate(gate.store.stored(), gate.clock);
    await again.clock.advance(0);
    expect([states(again)[id], valueIn(again), again.store.overrides().length]).toEqual(["applied", 22, 1]);
  });
});

test("What waits for a provider becomes an override when a source comes to provide its register", async () => {
  const gate = aPlantGate();
  reports(gate, 20);
  const id = await asked(gate, 22);
  await gate.changeRequests.approve([id], ANNA, true);
  gate.registry.withdraw([named(SETPOINT)]);
  await gate.clock.advance(0);
  expect([states(gate)[id], valueIn(gate)]).toEqual(["applied", 22]);
});

describe("While the source is in error", () => {
  const error = "The server did not answer.";

  test("approving is refused with the reason until it is confirmed", async () => {
    const gate = aPlantGate();
    gate.becomes({ error });
    const id = await asked(gate, 22);
    await expect(gate.changeRequests.approve([id], ANNA, true)).rejects.toMatchObject({
      code: "SOURCE_IN_ERROR",
      message: expect.stringContaining(`the source plant, whose last sync failed: ${error}`) as string,
    });
    expect(await gate.changeRequests.approveEach([id], ANNA)).toMatchObject({ decided: [], refused: [{ id }] });
    await gate.changeRequests.approve([id], ANNA, true, { confirmed: true });
    expect([states(gate)[id], valueIn(gate)]).toEqual(["applied", 22]);
  });

  test("of several at once those are approved that got their second word, and the others say why not", async () => {
    const gate = aPlantGate();
    gate.becomes({ error });
    const id = await asked(gate, 22);
    const unconfirmed = { confirmed: new Set<ChangeRequestId>() };
    expect(await gate.changeRequests.approveEach([id], ANNA, unconfirmed)).toMatchObject({ refused: [{ id }] });
    const confirmed = { confirmed: new Set([id]) };
    expect(await gate.changeRequests.approveEach([id], ANNA, confirmed)).toMatchObject({
      decided: [{ id }],
      refused: [],
    });
  });

  test("a technician's own wish is refused the same way, and nothing is filed", async () => {
    const gate = aPlantGate();
    gate.becomes({ error });
    const wish = { register: named(SETPOINT), value: 22 };
    await expect(gate.changeRequests.ask(wish, ANNA)).rejects.toMatchObject({ code: "SOURCE_IN_ERROR" });
    expect(gate.changeRequests.all()).toEqual([]);
    expect((await gate.changeRequests.ask(wish, ANNA, true)).state).toBe("approved");
  });

  test.each([
    ["a rule", { rules: [aRule()] }],
    ["a rule in Rules only", { mode: "rules" as const, rules: [aRule()] }],
    ["Pass-through", { mode: "pass-through" as const }],
  ])("%s does not approve: it stays pending, and says why", async (_who, policy) => {
    const gate = aPlantGate([], new FakeClock(), policy);
    gate.becomes({ error });
    const id = await asked(gate, 22);
    expect([requestIn(gate, id).state, requestIn(gate, id).sourceInError]).toEqual(["pending", "plant"]);
    expect(gate.policy.tryRules(gate.policy.now.rules, undefined, gate.changeRequests.all())[0]?.action).toBe("ask");
  });
});

describe("Approving what was looked at", () => {
  test("is refused when the value has moved since, whoever provides the register", async () => {
    const gate = aPlantGate();
    const id = await asked(gate, 22);
    const looked = revisionIn(gate);
    gate.says(20);
    const approving = gate.changeRequests.approve([id], ANNA, true, { seen: { [id]: looked } });
    await expect(approving).rejects.toMatchObject({
      code: "VALUE_MOVED",
      message: expect.stringContaining("boiler.setpoint has changed since it was looked at: it is 20 now") as string,
    });
    expect(states(gate)[id]).toBe("pending");
    await gate.changeRequests.approve([id], ANNA, true, { seen: { [id]: revisionIn(gate) } });
    expect(states(gate)[id]).toBe("applied");
  });

  test("knows a register that nobody provided, and one that came", async () => {
    const gate = aPlantGate();
    const id = await asked(gate, true, "lamp.on");
    reports(gate, false, "lamp.on");
    await expect(gate.changeRequests.approve([id], ANNA, true, { seen: { [id]: null } })).rejects.toMatchObject({
      code: "VALUE_MOVED",
    });
    const other = await asked(gate, true, "lamp.other");
    await gate.changeRequests.approve([other], ANNA, true, { seen: { [other]: null } });
    expect(states(gate)[other]).toBe("deliverable");
  });
});

test("What is asked for twice supersedes what waits, also when both are a source's", async () => {
  const gate = aPlantGate();
  gate.becomes({ isBusy: true });
  const [one, two] = [await asked(gate, 22), await (async () => asked(gate, 23))()];
  expect(states(gate)).toEqual({ [one]: "superseded", [two]: "pending" });
  await gate.changeRequests.approve([two], ANNA, true);
  const [three] = await gate.changeRequests.request([{ register: named(SETPOINT), value: 24 }], CONSUMER);
  await gate.changeRequests.approve([three!.id], ANNA, true);
  gate.becomes({ isBusy: false });
  await gate.clock.advance(0);
  expect([states(gate)[two], states(gate)[three!.id], valueIn(gate)]).toEqual(["superseded", "applied", 24]);
});

function valueIn({ registry }: PlantGate): unknown {
  return registry.find(SETPOINT)?.value;
}

function revisionIn({ registry }: PlantGate): number {
  return registry.find(SETPOINT)!.revision;
}
