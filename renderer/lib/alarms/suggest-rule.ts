/** An alarm rule to begin with, for a register that somebody looks at. */
import type { JsonText } from "#shared/json.ts";
import type { AlarmCondition, AlarmRule } from "#shared/model/alarm.ts";
import type { Register } from "#shared/model/register.ts";
import { labelOf } from "../metadata-keys.ts";
import { kindOf } from "../value.ts";
import type { SuggestedAlarmRule } from "./rule-form.ts";

/** Longer values are nothing that somebody compares with. */
const LONGEST_COMPARED = 200;

/** @param rules the ones that there are: a name is given once */
export function suggestAlarmRule(
  register: Pick<Register, "name" | "value" | "metadata">,
  rules: readonly AlarmRule[],
): SuggestedAlarmRule {
  const { name, value } = register;
  return {
    name: freeName((labelOf(register) ?? name).slice(0, 190), rules),
    scope: { kind: "registers", globs: [name] },
    condition: conditionFor(value),
  };
}

function conditionFor(value: JsonText): AlarmCondition {
  const kind = kindOf(value);
  if (kind === "number") return { kind: "above", limit: Number(value), hysteresis: 0, delay: 0 };
  const isCompared = (kind === "boolean" || kind === "string") && value.length <= LONGEST_COMPARED;
  return isCompared ? { kind: "differs", value, hysteresis: 0, delay: 0 } : { kind: "no-data", delay: 0 };
}

function freeName(name: string, rules: readonly AlarmRule[]): string {
  const taken = new Set(rules.map((rule) => rule.name));
  let free = name;
  for (let n = 2; taken.has(free); n += 1) free = `${name} ${n}`;
  return free;
}
