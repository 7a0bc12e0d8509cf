import { expect, test } from "vitest";
import type { Rule, RuleId } from "#shared/model/gate.ts";
import { momentText } from "../../../renderer/lib/moment-text.ts";
import { endOfDay } from "../../../renderer/lib/rules/active-until.ts";
import { formOfRule, ruleOfForm, type RuleForm } from "../../../renderer/lib/rules/rule-form.ts";
import { problemsOf } from "../../../renderer/lib/rules/rule-problems.ts";

/** A Wednesday, in the machine's own time. */
const NOON = new Date(2026, 10, 18, 12).getTime();

const RULE: Rule = {
  id: "r1" as RuleId,
  name: "Setpoints in small steps",
  enabled: true,
  action: "approve",
  registers: ["+boiler.setpoint", "-*"],
  devices: [],
  requesters: ["192.168.1.0/24", "::1"],
  tokens: ["scada", "phone of anna"],
  hours: { from: "22:00", to: "06:00", days: [1, 5] },
  limits: { type: "number", min: -0.5, max: 60, step: 2.5, perMinute: 4 },
  activeUntil: endOfDay(NOON),
};
const FORM = formOfRule(RULE, NOON);

test("a rule is written back from its form as it was", () => {
  expect(ruleOfForm(FORM, NOON)).toEqual(RULE);
  const { hours: _hours, activeUntil: _until, ...plain } = { ...RULE, limits: {} };
  expect(ruleOfForm(formOfRule(plain, NOON), NOON)).toEqual(plain);
});

test("a rule with an end of its own keeps it to the minute", () => {
  const rule = { ...RULE, activeUntil: new Date(2026, 10, 20, 18, 30).getTime() };
  expect(ruleOfForm(formOfRule(rule, NOON), NOON)).toEqual(rule);
});

test.each([
  ["today", new Date(2026, 10, 19).getTime() - 1],
  ["hour", NOON + 3_600_000],
  ["shift", NOON + 8 * 3_600_000],
  ["week", new Date(2026, 10, 23).getTime() - 1],
  ["ever", undefined],
] as const)("a rule may be active until %s", (kind, activeUntil) => {
  expect(ruleOfForm({ ...FORM, until: { kind, at: "" } }, NOON).activeUntil).toBe(activeUntil);
});

test("numbers may be written with a decimal comma, and what is empty limits nothing", () => {
  const rule = ruleOfForm({ ...FORM, min: "−1,5", max: "", step: " 0,1 ", perMinute: "" }, NOON);
  expect(rule.limits).toEqual({ type: "number", min: -1.5, step: 0.1 });
});

const problems = (change: Partial<RuleForm>, others: readonly string[] = []) =>
  Object.keys(problemsOf({ ...FORM, ...change }, others, NOON));

test("a form in order has no problems", () => {
  expect(problems({})).toEqual([]);
});

test.each<[string, Partial<RuleForm>, string]>([
  ["no name", { name: "  " }, "name"],
  ["a name of 101 characters", { name: "x".repeat(101) }, "name"],
  ["“only these” of nothing", { registers: { kind: "only", patterns: " \n" } }, "registers"],
  ["a pattern without its sign", { registers: { kind: "ordered", patterns: "+a\nb\n-*" } }, "registers"],
  ["a filter that lets everything through at its end", { devices: { kind: "ordered", patterns: "-a\n+b" } }, "devices"],
  ["a word for an address", { requesters: "10.0.0.1, kitchen" }, "requesters"],
  ["a range of more bits than there are", { requesters: "10.0.0.0/33" }, "requesters"],
  ["an octet above 255", { requesters: "10.0.0.256" }, "requesters"],
  ["hours without an end", { to: "" }, "hours"],
  ["hours that end as they begin", { from: "07:00", to: "07:00" }, "hours"],
  ["words for a number", { min: "ten" }, "min"],
  ["a most below the least", { min: "10", max: "9" }, "max"],
  ["a step of nothing", { step: "0" }, "step"],
  ["half a time a minute", { perMinute: "0.5" }, "perMinute"],
  ["an end that is over", { until: { kind: "time", at: momentText(NOON - 60_000) } }, "until"],
  ["no end where one was to be chosen", { until: { kind: "time", at: "" } }, "until"],
])("%s is told at its field", (_what, change, field) => {
  expect(problems(change)).toEqual([field]);
});

test("a name that another rule has is told, because the record names rules by it", () => {
  expect(problems({}, [RULE.name])).toEqual(["name"]);
});
