import { RegdeskError } from "#shared/errors.ts";
import { OFFLINE_RULE, type AlarmRule } from "#shared/model/alarm.ts";
import type { AlarmRules } from "../fleet/alarm-rules.ts";
import type { Counterparts } from "./device-steps.ts";
import { adds, barred, isSame, stays, type MergeStep } from "./step.ts";

/** Alarm rules that are not here, as they were: they tell people, and reach no device. One about a device is about the same
 *  one here, whatever its number was there. */
export function alarmRuleSteps(theirs: readonly AlarmRule[], rules: AlarmRules, devices: Counterparts): MergeStep[] {
  // The one that every installation begins with is nobody's work.
  const made = theirs.filter((rule) => !isSame(rule, OFFLINE_RULE));
  return made.map((rule): MergeStep => {
    const thing = { kind: "alarm-rule", name: rule.name } as const;
    const { scope } = rule;
    const coming = scope.kind === "device" ? devices.of(scope.device) : undefined;
    const here = atHome(rule, devices);
    if (rules.all().some((one) => here !== undefined && isSame(told(one), told(here)))) return stays(thing, "same");
    if (rules.all().some(({ id, name }) => id === rule.id || name === rule.name)) return stays(thing, "taken");
    if (scope.kind === "device" && coming === undefined && !devices.isComing(scope.device)) {
      return barred(thing, "device-missing");
    }
    return adds(thing, (by) => added(rule, rules, devices, by));
  });
}

function added(rule: AlarmRule, rules: AlarmRules, devices: Counterparts, by: string): Promise<unknown> {
  const here = atHome(rule, devices);
  if (here === undefined) {
    const message = `The alarm rule “${rule.name}” is about a device that is not here`;
    return Promise.reject(new RegdeskError("DEVICE_NOT_FOUND", message));
  }
  return rules.save(here, by);
}

/** The rule with the number that its device has here; nothing while that is not here. */
function atHome(rule: AlarmRule, devices: Counterparts): AlarmRule | undefined {
  const { scope } = rule;
  if (scope.kind !== "device") return rule;
  const device = devices.of(scope.device);
  return device && { ...rule, scope: { kind: "device", device } };
}

function told({ id: _, ...rule }: AlarmRule): unknown {
  return rule;
}
