import { expect, test } from "vitest";
import { jsonText } from "#shared/json.ts";
import { AlarmRuleId, OFFLINE_RULE, type AlarmCondition, type AlarmRule } from "#shared/model/alarm.ts";
import {
  alarmRuleIdFor,
  alarmRuleOf,
  formOfAlarmRule,
  valueIn,
  type AlarmRuleForm,
} from "../../../renderer/lib/alarms/rule-form.ts";
import { alarmRuleProblems } from "../../../renderer/lib/alarms/rule-problems.ts";
import { suggestAlarmRule } from "../../../renderer/lib/alarms/suggest-rule.ts";
import { anAlarmRule } from "../../support/alarms.ts";
import { aRegister } from "../../support/builders.ts";

const conditions: readonly AlarmCondition[] = [
  { kind: "no-data", delay: 90_000 },
  { kind: "above", limit: -1.5, hysteresis: 2, delay: 0 },
  { kind: "equals", value: jsonText("21"), hysteresis: 0, delay: 0 },
  { kind: "differs", value: jsonText("open"), hysteresis: 0, delay: 0 },
  { kind: "equals", value: jsonText({ a: [1] }), hysteresis: 0, delay: 0 },
  { kind: "changed" },
  { kind: "contains", text: " err", delay: 5_000 },
];

test.each(conditions)("a rule that is met by %o is the same after it was in the form", (condition) => {
  const rule = anAlarmRule({ condition });
  expect(alarmRuleOf(formOfAlarmRule(rule), rule.id)).toEqual(rule);
});

test.each([
  OFFLINE_RULE.scope,
  { kind: "device", device: "d7" },
  { kind: "label", label: "roof" },
  { kind: "registers", globs: ["a.*", "b c"] },
] as AlarmRule["scope"][])("a rule about %o is the same after it was in the form", (scope) => {
  const rule = anAlarmRule({ scope });
  expect(alarmRuleOf(formOfAlarmRule(rule), rule.id)).toEqual(rule);
});

const form = (given: Partial<AlarmRuleForm>): AlarmRuleForm => ({ ...formOfAlarmRule(anAlarmRule()), ...given });
const fields = (given: Partial<AlarmRuleForm>) => Object.keys(alarmRuleProblems(form(given), ["Taken"]));

test.each<[Partial<AlarmRuleForm>, string]>([
  [{ name: " " }, "name"],
  [{ name: "Taken " }, "name"],
  [{ scope: "device", device: "" }, "device"],
  [{ scope: "label", label: " " }, "label"],
  [{ globs: "\n" }, "globs"],
  [{ limit: "warm" }, "limit"],
  [{ limit: "" }, "limit"],
  [{ condition: "equals", value: "" }, "value"],
  [{ condition: "contains", text: "" }, "text"],
  [{ hysteresis: "-1" }, "hysteresis"],
  [{ delay: "5" }, "delay"],
  [{ delay: "-5s" }, "delay"],
  [{ delay: "25h" }, "delay"],
])("%o is told at its field", (given, field) => {
  expect(fields(given)).toEqual([field]);
});

test("what does not count is no problem", () => {
  expect(fields({})).toEqual([]);
  expect(fields({ scope: "all-devices", globs: "", device: "" })).toEqual([]);
  expect(fields({ condition: "changed", limit: "", delay: "soon", hysteresis: "-1" })).toEqual([]);
  expect(fields({ limit: "80,5", hysteresis: "", delay: "1m30s" })).toEqual([]);
});

test("what is no JSON is compared as the text it is", () => {
  const written = ["21.50", "true", "open", '"21"', "{", ' {"a": 1} '];
  expect(written.map(valueIn)).toEqual(["21.5", "true", '"open"', '"21"', '"{"', '{"a":1}']);
});

test("the id of a new rule is made of its name, and taken only once", () => {
  const ids = ["Kessel zu heiß!", "Ärger", "漏水", "x".repeat(200), "Hot"].map((name) => alarmRuleIdFor(name, ["hot"]));
  expect(ids).toEqual(["kessel-zu-heiss", "aerger", "rule", "x".repeat(59), "hot-2"]);
  for (const id of ids) expect(AlarmRuleId.parse(id)).toBe(id);
});

test("a register suggests a rule about itself and the value it has", () => {
  const number = aRegister({ name: "boiler.temperature", value: "81.5", metadata: '{"label":"Boiler"}' });
  expect(suggestAlarmRule(number, [anAlarmRule({ name: "Boiler" })])).toEqual({
    name: "Boiler 2",
    scope: { kind: "registers", globs: ["boiler.temperature"] },
    condition: { kind: "above", limit: 81.5, hysteresis: 0, delay: 0 },
  });
  const conditionOf = (value: string) => suggestAlarmRule(aRegister({ value }), []).condition;
  expect(conditionOf("false")).toEqual({ kind: "differs", value: "false", hysteresis: 0, delay: 0 });
  expect(conditionOf("null")).toEqual({ kind: "no-data", delay: 0 });
  expect(conditionOf("[1]")).toEqual({ kind: "no-data", delay: 0 });
});
