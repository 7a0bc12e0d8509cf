import { describe, expect, test } from "vitest";
import { MOST_RULES } from "#shared/model/gate.ts";
import { aGate, ANNA, asked, requestIn, states } from "./gate.ts";
import { aRule } from "./rules.ts";

const BY = "anna (window)";
const MINUTE = 60_000;
const UNAVAILABLE = { code: "STORE_UNAVAILABLE" };

describe("A change of the policy", () => {
  test("is stored, counted and told", async () => {
    const gate = aGate();
    const told: unknown[] = [];
    gate.policy.listen(({ mode, version }) => told.push([mode, version]));
    const answered = await gate.policy.setMode("rules", BY);
    expect([answered, gate.policy.now, gate.store.policy()]).toEqual([answered, answered, answered]);
    expect([answered.mode, answered.version, told]).toEqual(["rules", 1, [["rules", 1]]]);
  });

  test("does not count before it is stored", async () => {
    const gate = aGate();
    gate.store.hold();
    const changing = gate.policy.setMode("pass-through", BY);
    const id = asked(gate, 22);
    gate.store.release();
    await changing;
    expect(requestIn(gate, await id).state).toBe("pending");
    expect(requestIn(gate, await asked(gate, 1, "lamp.on")).state).toBe("deliverable");
  });

  test("that cannot be stored does not count, nor does it hold up the next", async () => {
    const gate = aGate();
    gate.store.full = true;
    await expect(gate.policy.setMode("pass-through", BY)).rejects.toMatchObject(UNAVAILABLE);
    gate.store.full = false;
    expect(gate.policy.now).toMatchObject({ mode: "ask", version: 0 });
    expect(await gate.policy.setMode("rules", BY)).toMatchObject({ mode: "rules", version: 1 });
  });

  test("builds on the one before it, though that is on its way to the disk still", async () => {
    const gate = aGate();
    gate.store.hold();
    const both = [gate.policy.setMode("rules", BY), gate.policy.setLimits({ grace: 0 }, true, BY)];
    gate.store.release();
    await Promise.all(both);
    expect(gate.policy.now).toMatchObject({
      mode: "rules",
      limits: { grace: 0, decision: 15 * MINUTE },
      denyNoteRequired: true,
      version: 2,
    });
  });

  test("that changes nothing is not one", async () => {
    const gate = aGate();
    await gate.policy.setMode("ask", BY);
    await gate.policy.setLimits({}, undefined, BY);
    expect([gate.policy.now.version, gate.store.lines()]).toEqual([0, []]);
  });

  test("of the rules is refused when somebody changed something since, and says what to do", async () => {
    const gate = aGate();
    await gate.policy.saveRules([aRule()], 0, BY);
    await expect(gate.policy.saveRules([], 0, "ben")).rejects.toMatchObject({
      code: "RULES_CHANGED_MEANWHILE",
      message:
        "The gate's policy was changed meanwhile (it is at version 1, these rules were made from 0); look at what changed and save again",
    });
    expect(gate.policy.now.rules).toHaveLength(1);
  });

  test("of the rules is refused when a rule cannot be meant, and nothing is stored", async () => {
    const gate = aGate();
    const saving = gate.policy.saveRules([aRule(), aRule({ name: "Day", limits: { min: 2, max: 1 } })], 0, BY);
    await expect(saving).rejects.toMatchObject({ code: "RULE_INVALID", path: "rules.1.limits.max" });
    expect(gate.policy.now.version).toBe(0);
  });

  test("that adds a rule puts it behind all others, also behind those that are on their way to the disk", async () => {
    const gate = aGate();
    gate.store.hold();
    const saving = gate.policy.saveRules([aRule({ id: "a", name: "A" })], 0, BY);
    const adding = gate.policy.addRule(aRule({ id: "b", name: "B" }), BY);
    gate.store.release();
    await Promise.all([saving, adding]);
    expect(gate.policy.now.rules.map(({ name }) => name)).toEqual(["A", "B"]);
  });

  test("that adds a rule is refused where its name or id is taken, and where there is no room", async () => {
    const gate = aGate();
    const many = Array.from({ length: MOST_RULES }, (_, index) => aRule({ id: `r${index}`, name: `Rule ${index}` }));
    await gate.policy.saveRules(many.slice(1), 0, BY);
    for (const taken of [{ id: "r7" }, { name: "Rule 7" }]) {
      await expect(gate.policy.addRule(aRule(taken), BY)).rejects.toMatchObject({ code: "RULE_INVALID" });
    }
    await gate.policy.addRule(many[0]!, BY);
    await expect(gate.policy.addRule(aRule({ id: "b", name: "B" }), BY)).rejects.toMatchObject({
      code: "RULE_INVALID",
      message: "The rule “B” would be one too many: there are 500; remove some first",
    });
    expect(gate.policy.now.rules).toHaveLength(MOST_RULES);
  });

  test("decides nothing that waits already", async () => {
    const gate = aGate();
    const id = await asked(gate, 22);
    await gate.policy.saveRules([aRule()], 0, BY);
    await gate.policy.setMode("rules", BY);
    await gate.policy.setMode("pass-through", BY);
    expect(states(gate)).toEqual({ [id]: "pending" });
    await gate.changeRequests.approve([id], ANNA, true);
    expect(requestIn(gate, id).decidedBy).toBe("anna");
  });
});

describe("The audit tells", () => {
  test("of the mode, the limits and whether denials need a note: who, before and after", async () => {
    const gate = aGate();
    await gate.policy.setMode("pass-through", BY);
    await gate.policy.setLimits({ grace: 1_000 }, true, "ben");
    expect(gate.store.lines()).toMatchObject([
      { kind: "policy-changed", by: BY, setting: "mode", before: '"ask"', after: '"pass-through"' },
      {
        ...{ kind: "policy-changed", by: "ben", setting: "limits" },
        before: '{"grace":5000,"decision":900000,"pickUp":900000}',
        after: '{"grace":1000,"decision":900000,"pickUp":900000}',
      },
      { kind: "policy-changed", by: "ben", setting: "denyNoteRequired", before: "false", after: "true" },
    ]);
  });

  test("of rules that came, changed, were moved and went", async () => {
    const gate = aGate();
    const [a, b, c, d, e] = ["A", "B", "C", "D", "E"].map((name) => aRule({ name }));
    await gate.policy.saveRules([a!, b!, c!, d!], 0, BY);
    await gate.policy.saveRules([d!, { ...a!, action: "deny" }, c!, e!], 1, "ben");
    const lines = gate.store.lines().map((line) => {
      if (line.kind !== "rule-changed") throw new Error(`${line.kind} is no change of a rule`);
      return [line.by, line.change, line.rule.name, brief(line.before), brief(line.after)];
    });
    expect(lines).toEqual([
      [BY, "added", "A", undefined, "approve"],
      [BY, "added", "B", undefined, "approve"],
      [BY, "added", "C", undefined, "approve"],
      [BY, "added", "D", undefined, "approve"],
      ["ben", "removed", "B", "approve", undefined],
      ["ben", "changed", "A", "approve", "deny"],
      ["ben", "added", "E", undefined, "approve"],
      ["ben", "moved", "D", 4, 1],
    ]);
  });
});

describe("New limits", () => {
  test("count for what begins to wait, and leave the deadlines of what waits", async () => {
    const gate = aGate();
    const older = await asked(gate, 22);
    await gate.policy.setLimits({ decision: MINUTE }, undefined, BY);
    const newer = await asked(gate, 1, "lamp.on");
    await gate.clock.advance(MINUTE);
    expect(states(gate)).toEqual({ [older]: "pending", [newer]: "expired" });
    await gate.clock.advance(14 * MINUTE);
    expect(states(gate)[older]).toBe("expired");
  });

  test("of the grace count from the next approval on", async () => {
    const gate = aGate();
    const [older, newer] = [await asked(gate, 22), await asked(gate, 1, "lamp.on")];
    await gate.changeRequests.approve([older], ANNA, false);
    await gate.policy.setLimits({ grace: 20_000 }, undefined, BY);
    await gate.changeRequests.approve([newer], ANNA, false);
    await gate.clock.advance(5_000);
    expect(states(gate)).toEqual({ [older]: "deliverable", [newer]: "approved" });
    await gate.clock.advance(15_000);
    expect(states(gate)[newer]).toBe("deliverable");
  });

  test("may be no grace at all", async () => {
    const gate = aGate([], undefined, { limits: { grace: 0, decision: MINUTE, pickUp: MINUTE } });
    const id = await asked(gate, 22);
    await gate.changeRequests.approve([id], ANNA, false);
    await gate.clock.advance(0);
    expect(states(gate)).toEqual({ [id]: "deliverable" });
    await gate.clock.advance(MINUTE);
    expect(states(gate)).toEqual({ [id]: "not-picked-up" });
  });
});

describe("When denials need a note", () => {
  const needing = () => aGate([], undefined, { denyNoteRequired: true });

  test.each([undefined, "", "  "])("one without (%j) is refused, alone or with others", async (note) => {
    const gate = needing();
    const id = await asked(gate, 22);
    const refused = { code: "NOTE_REQUIRED", message: expect.stringContaining("say why") as string };
    await expect(gate.changeRequests.deny([id], { ...ANNA, note })).rejects.toMatchObject(refused);
    await expect(gate.changeRequests.denyEach([id], { ...ANNA, note })).rejects.toMatchObject(refused);
    expect(states(gate)).toEqual({ [id]: "pending" });
  });

  test("one with a note is taken, and an approval needs none", async () => {
    const gate = needing();
    const [one, two] = [await asked(gate, 22), await asked(gate, 1, "lamp.on")];
    await gate.changeRequests.deny([one], { ...ANNA, note: "too warm" });
    await gate.changeRequests.approve([two], ANNA, true);
    expect(states(gate)).toEqual({ [one]: "denied", [two]: "deliverable" });
  });

  test("a rule needs none", async () => {
    const gate = aGate([], undefined, { denyNoteRequired: true, rules: [aRule({ action: "deny" })] });
    expect(requestIn(gate, await asked(gate, 22)).state).toBe("denied");
  });
});

/** A rule's action, or a place. */
function brief(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  const is = JSON.parse(text) as number | { readonly action: string };
  return typeof is === "number" ? is : is.action;
}
