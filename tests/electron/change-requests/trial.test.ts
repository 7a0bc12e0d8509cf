/** A trial is worth something only if it says what would have happened. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tried } from "#electron/change-requests/trial.ts";
import type { Json } from "#shared/json.ts";
import type { ChangeRequest } from "#shared/model/change-request.ts";
import type { GateMode, Rule } from "#shared/model/gate.ts";
import { aChangeRequest, aProvision, named } from "#tests/support/builders.ts";
import { NOON } from "#tests/support/fake-clock.ts";
import { anyCourse, anyMode, anyRules, FLEET, type Happening } from "./any-policy.ts";
import { aGate, type Gate } from "./gate.ts";
import { naiveVerdict } from "./naive-gate.ts";
import { aRule } from "./rules.ts";

interface Decided {
  readonly id: string;
  readonly action: string;
  readonly rule: string | undefined;
}

/** What the state of a request that has just come tells of the decision. */
const ACTIONS: Readonly<Partial<Record<ChangeRequest["state"], string>>> = {
  pending: "ask",
  deliverable: "approve",
  denied: "deny",
};

/** Lets it all happen to a real gate. @returns what it decided about each request */
async function lived(gate: Gate, course: readonly Happening[]): Promise<Decided[]> {
  const decided: Decided[] = [];
  for (const happening of course) {
    if (happening.kind === "pass") {
      await gate.clock.advance(happening.milliseconds);
    } else if (happening.kind === "report") {
      const { register, value, device } = happening;
      const metadata = device === undefined ? undefined : { device };
      gate.registry.provide(
        [aProvision({ name: register, value: value as Json, metadata, ttl: 60_000 })],
        "192.168.1.20",
      );
    } else {
      const { register, value, address, token } = happening;
      const wish = { register: named(register), value: value as Json };
      for (const { id, state, rule } of await gate.changeRequests.request([wish], {
        address,
        ...(token === undefined ? {} : { token }),
      })) {
        decided.push({ id, action: ACTIONS[state] ?? state, rule: rule?.id });
      }
    }
  }
  return decided;
}

function verdicts(mode: GateMode, rules: readonly Rule[], requests: readonly ChangeRequest[]): Decided[] {
  return tried({ mode, rules: [...rules] }, requests).map(({ id, action, rule }) => ({ id, action, rule }));
}

test("What the gate decided is what a trial of the same rules on the same requests says", async () => {
  await fc.assert(
    fc.asyncProperty(anyMode, anyRules, anyCourse, async (mode, rules, course) => {
      const gate = aGate([], undefined, { mode, rules }, undefined, FLEET);
      using _ = gate.changeRequests;
      using __ = gate.registry;
      const decided = await lived(gate, course);
      expect(verdicts(mode, rules, gate.store.stored())).toEqual(decided);
    }),
    { numRuns: 200 },
  );
}, 60_000);

test("What the gate decided is what a trial says, whatever time the clock was set to in between", async () => {
  const setting = fc.integer({ min: -90, max: 90 }).map((minutes) => minutes * 60_000);
  await fc.assert(
    fc.asyncProperty(
      anyMode,
      anyRules,
      fc.array(fc.tuple(setting, anyCourse), { maxLength: 3 }),
      async (mode, rules, courses) => {
        const gate = aGate([], undefined, { mode, rules }, undefined, FLEET);
        using _ = gate.changeRequests;
        using __ = gate.registry;
        const decided: Decided[] = [];
        for (const [set, course] of courses) {
          gate.clock.setWall(set);
          decided.push(...(await lived(gate, course)));
        }
        expect(verdicts(mode, rules, gate.store.stored())).toEqual(decided);
      },
    ),
    { numRuns: 100 },
  );
}, 60_000);

test("What the gate decided is what a naive reading of the rules decides", async () => {
  await fc.assert(
    fc.asyncProperty(anyMode, anyRules, anyCourse, async (mode, rules, course) => {
      const gate = aGate([], undefined, { mode, rules }, undefined, FLEET);
      using _ = gate.changeRequests;
      using __ = gate.registry;
      const decided = await lived(gate, course);
      const naive: (Decided & { at: number })[] = [];
      for (const request of gate.store.stored()) {
        naive.push({ id: request.id, at: request.requestedAt, ...naiveVerdict(mode, rules, request, naive) });
      }
      expect(naive.map(({ id, action, rule }) => ({ id, action, rule }))).toEqual(decided);
    }),
    { numRuns: 200 },
  );
}, 60_000);

test("Whoever restarts the gate in between does not change what it decides", async () => {
  await fc.assert(
    fc.asyncProperty(anyMode, anyRules, anyCourse, anyCourse, async (mode, rules, before, after) => {
      const first = aGate([], undefined, { mode, rules }, undefined, FLEET);
      const decided = await lived(first, before);
      first.changeRequests[Symbol.dispose]();
      first.registry[Symbol.dispose]();
      const second = aGate(first.store.stored(), first.clock, { mode, rules }, undefined, FLEET);
      using _ = second.changeRequests;
      using __ = second.registry;
      decided.push(...(await lived(second, after)));
      const stored = [...first.store.stored(), ...second.store.stored()];
      const latest = new Map(stored.map((request) => [request.id, request]));
      expect(verdicts(mode, rules, [...latest.values()])).toEqual(decided);
    }),
    { numRuns: 100 },
  );
}, 60_000);

describe("A trial", () => {
  test("says for each request what it was, what became of it, and what the rules say", () => {
    const request = aChangeRequest({ id: "7", previousValue: "20", state: "denied", decidedBy: "anna" });
    expect(tried({ mode: "ask", rules: [aRule()] }, [request])).toEqual([
      {
        id: "7",
        register: "boiler.setpoint",
        value: "22",
        previousValue: "20",
        requester: { address: "192.168.1.30" },
        requestedAt: NOON,
        state: "denied",
        decidedBy: "anna",
        action: "approve",
        rule: "Night",
      },
    ]);
  });

  test("is made on the latest 200, and counts from there", () => {
    const requests = Array.from({ length: 250 }, (_, index) => aChangeRequest({ id: `${index + 1}` }));
    const trial = tried({ mode: "ask", rules: [aRule({ limits: { perMinute: 1 } })] }, requests);
    expect([trial.length, trial[0]?.id, trial.map(({ rule }) => rule).indexOf(undefined)]).toEqual([200, "51", 1]);
  });

  test("says nothing of a technician's own wishes, about which no rule is asked", () => {
    const own = aChangeRequest({ requester: { address: "this machine", person: "anna" } });
    expect(tried({ mode: "rules", rules: [] }, [own])).toEqual([]);
  });

  test("of rules that cannot be meant is refused, but not of one whose time is over", () => {
    const { policy } = aGate();
    const past = aRule({ activeUntil: NOON - 1 });
    expect(policy.tryRules([past], "rules", [aChangeRequest({ requestedAt: NOON - 2 })])).toMatchObject([
      { action: "approve", rule: "Night" },
    ]);
    expect(() => policy.tryRules([aRule(), aRule()], undefined, [])).toThrow("rule 1 has the same id");
  });
});
