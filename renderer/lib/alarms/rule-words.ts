/** What an alarm rule is about and when it is met, in plain words. */
import { formatDuration } from "#shared/duration.ts";
import { OFFLINE_RULE, type AlarmCondition, type AlarmRule, type AlarmScope } from "#shared/model/alarm.ts";
import type { DeviceId } from "#shared/model/device.ts";
import { text } from "../messages/messages.ts";
import { valueWithUnit } from "../value.ts";
import { limitWords } from "./words.ts";

/** Names told before it says how many more there are. */
const MOST_NAMED = 3;

/** The one that is there from the start has a name in every language, until somebody gives it another. */
export function ruleName({ id, name }: Pick<AlarmRule, "id" | "name">): string {
  return id === OFFLINE_RULE.id && name === OFFLINE_RULE.name ? text.alarmRules.offlineRule : name;
}

/** @param nameOf what a device is called; undefined when it is no more */
export function scopeWords({ scope, condition }: AlarmRule, nameOf: (id: DeviceId) => string | undefined): string {
  const t = text.alarmRules.scope;
  switch (scope.kind) {
    case "all-devices":
      return condition.kind === "no-data" ? t["all-devices"] : t.allRegisters;
    case "device": {
      const name = nameOf(scope.device);
      return name === undefined ? t.goneDevice(scope.device) : t.device(name);
    }
    case "label":
      return t.label(scope.label);
    case "registers":
      return t.registers(listed(scope.globs));
  }
}

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  const first = names.slice(0, MOST_NAMED).join(", ");
  return more > 0 ? `${first} ${text.alarmRules.scope.more(more)}` : first;
}

/** For example “above 80 °C for 30s, over again at 78 °C or less”. @param unit of its registers, where they have one */
export function whenWords(condition: AlarmCondition, scope: AlarmScope["kind"], unit?: string): string {
  const t = text.alarmRules.when;
  const delay = "delay" in condition && condition.delay > 0 ? ` ${t.delay(formatDuration(condition.delay))}` : "";
  switch (condition.kind) {
    case "no-data":
      return (scope === "registers" ? t.noDataRegister : t.noDataDevice) + delay;
    case "changed":
      return t.changed;
    case "contains":
      return t.contains(condition.text) + delay;
    case "above":
    case "below":
    case "equals":
    case "differs":
      return t[condition.kind](limitWords(condition, unit)) + delay + closeWords(condition, unit);
  }
}

/** What the hysteresis means. */
function closeWords(
  condition: Extract<AlarmCondition, { readonly hysteresis: number }>,
  unit: string | undefined,
): string {
  const t = text.alarmRules.when;
  const { hysteresis } = condition;
  if (hysteresis === 0) return "";
  if (!("limit" in condition)) {
    return `, ${t.within(valueWithUnit(String(hysteresis), unit))}`;
  }
  const back = condition.kind === "above" ? condition.limit - hysteresis : condition.limit + hysteresis;
  const limit = valueWithUnit(String(Number(back.toPrecision(12))), unit); // binary fractions leave noise
  return `, ${condition.kind === "above" ? t.backAbove(limit) : t.backBelow(limit)}`;
}
