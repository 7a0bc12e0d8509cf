import { describe, expect, test } from "vitest";
import { decide, type Facts, type Verdict } from "#electron/change-requests/decide.ts";
import { RuleRates } from "#electron/change-requests/rule-rates.ts";
import type { GateMode, Rule } from "#shared/model/gate.ts";
import { aChangeRequest } from "#tests/support/builders.ts";
import { NOON } from "#tests/support/fake-clock.ts";
import { aRule, only, type GivenRule } from "./rules.ts";

function verdict(mode: GateMode, rules: readonly Rule[], request: Facts = aChangeRequest()): Omit<Verdict, "rule"> {
  const { rule: _rule, ...rest } = decide({ mode, rules: [...rules] }, request, new RuleRates());
  return rest;
}

/** Whether a rule is about a request. */
function isAbout(rule: GivenRule, given: Parameters<typeof aChangeRequest>[0] = {}): boolean {
  return decide({ mode: "ask", rules: [aRule(rule)] }, aChangeRequest(given), new RuleRates()).rule !== undefined;
}

describe("In Ask me", () => {
  test("what no rule is about waits for the technician", () => {
    expect(verdict("ask", [aRule({ registers: only("lamp.*") })])).toEqual({ action: "ask", by: "mode Ask me" });
  });

  test.each(["approve", "deny", "ask"] as const)("a rule that is to %s does", (action) => {
    expect(verdict("ask", [aRule({ action })])).toEqual({ action, by: "rule “Night”" });
  });
});

describe("In Rules only", () => {
  test("what no rule approves is denied, and the note says so", () => {
    expect(verdict("rules", [])).toEqual({ action: "deny", by: "mode Rules only", note: "no rule approved it" });
  });

  test.each(["approve", "deny"] as const)("a rule that is to %s does", (action) => {
    expect(verdict("rules", [aRule({ action })])).toEqual({ action, by: "rule “Night”" });
  });

  test("a rule that asks denies, because nobody is asked, and is named", () => {
    const rule = aRule({ action: "ask" });
    expect(decide({ mode: "rules", rules: [rule] }, aChangeRequest(), new RuleRates())).toEqual({
      action: "deny",
      by: "mode Rules only",
      note: "rule “Night” asks, and in this mode nobody is asked",
      rule,
    });
  });
});

test("In Pass-through everything is approved, and no rule is asked", () => {
  expect(
    decide({ mode: "pass-through", rules: [aRule({ action: "deny" })] }, aChangeRequest(), new RuleRates()),
  ).toEqual({
    action: "approve",
    by: "mode Pass-through",
  });
});

describe("Of several rules", () => {
  test("the first that is about the request decides", () => {
    const rules = [
      aRule({ name: "Lamps", registers: only("lamp.*") }),
      aRule({ name: "Boilers", registers: only("boiler.*"), action: "deny" }),
      aRule({ name: "All" }),
    ];
    expect(verdict("ask", rules)).toEqual({ action: "deny", by: "rule “Boilers”" });
  });

  test("one that is switched off does not count", () => {
    expect(verdict("ask", [aRule({ enabled: false, action: "deny" }), aRule({ name: "All" })]).by).toBe("rule “All”");
  });
});

const ROOF_PUMP = { device: "Roof pump", deviceWireNames: ["pump-1"] };

describe("A rule is about a request", () => {
  test.each([
    ["of any register when it names none", {}, {}, true],
    ["whose register its filter includes", { registers: only("boiler.*") }, {}, true],
    ["but not one whose register it excludes", { registers: ["-boiler.*"] }, {}, false],
    ["of a device it includes", { devices: only("pump-1") }, { device: "pump-1" }, true],
    ["but not of another device", { devices: only("pump-1") }, { device: "pump-2" }, false],
    ["of one that people named otherwise", { devices: only("pump-1") }, ROOF_PUMP, true],
    ["of one by the name it was given", { devices: only("Roof *") }, ROOF_PUMP, true],
    ["but not of one it excludes by any of its names", { devices: ["-pump-*"] }, ROOF_PUMP, false],
    ["and takes a register without a device as of the empty name", { devices: only("?*") }, {}, false],
    ["from an address in its ranges", { requesters: ["192.168.1.0/24"] }, {}, true],
    ["but not from another", { requesters: ["10.0.0.0/8"] }, {}, false],
    ["until its time is over", { activeUntil: NOON + 1 }, {}, true],
    ["but no longer from that moment on", { activeUntil: NOON }, {}, false],
  ] as const)("%s", (_what, rule, request, expected) => {
    expect(
      isAbout({ ...rule, ...("registers" in rule ? { registers: [...rule.registers] } : {}) } as GivenRule, request),
    ).toBe(expected);
  });
});

describe("A limit per minute", () => {
  const rule = aRule({ limits: { perMinute: 2 } });
  const times = (...seconds: readonly number[]): (string | undefined)[] => {
    const rates = new RuleRates();
    return seconds.map((second) => {
      const requestedAt = NOON + second * 1_000;
      const decided = decide({ mode: "ask", rules: [rule] }, aChangeRequest({ requestedAt }), rates);
      if (decided.rule !== undefined) rates.note(decided.rule.id, requestedAt);
      return decided.rule?.name;
    });
  };

  test("lets the rule be about so many requests within any minute, and leaves the others to the next rule", () => {
    expect(times(0, 10, 20, 59.999, 60, 61, 70)).toEqual([
      ...["Night", "Night", undefined, undefined],
      ...["Night", undefined, "Night"],
    ]);
  });

  test("goes on when the clock is set back", () => {
    expect(times(3_600, 3_601, 0, 1, 2)).toEqual(["Night", "Night", "Night", "Night", undefined]);
  });
});
