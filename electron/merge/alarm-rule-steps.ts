import { RegdeskError } from "#shared/errors.ts";
import { OFFLINE_RULE, type AlarmRule } from "#shared/model/alarm.ts";
import type { AlarmRules } from "../fleet/alarm-rules.ts";
import type { Counterparts } from "./device-steps.ts";
import { adds, AS_SAID, barred, gist, isSame, stayed, stays, type MergeStep, type Otherwise } from "./step.ts";

/** Alarm rules that are not here, as they were: they tell people, and reach no device. One about a device is about the same
 *  one here, whatever its number was there. */
export function alarmRuleSteps(theirs: readonly AlarmRule[], rules: AlarmRules, devices: Counterparts): MergeStep[] {
  // The one that every installation begins with is nobody's work.
  const made = theirs.filter((rule) => !isSame(rule, OFFLINE_RULE));
  const told = new Set(rules.all().map(gistOf));
  const ids = new Set(rules.all().map(({ id }) => id));
  const names = new Set(rules.all().map(({ name }) => name));
  return made.map((rule): MergeStep => {
    const thing = { kind: "alarm-rule", name: rule.name } as const;
    const { scope } = rule;
    const here = atHome(rule, devices);
    if (here !== undefined && told.has(gistOf(here))) return stays(thing, "same");
    if (ids.has(rule.id) || names.has(rule.name)) return stays(thing, "taken");
    if (scope.kind === "device" && here === undefined && !devices.isComing(scope.device)) {
      return barred(thing, "device-missing");
    }
    ids.add(rule.id);
    names.add(rule.name);
    return adds(thing, (by) => added(rule, rules, devices, by));
  });
}

async function added(rule: AlarmRule, rules: AlarmRules, devices: Counterparts, by: string): Promise<Otherwise> {
  const here = atHome(rule, devices);
  if (here === undefined) {
    const message = `The alarm rule “${rule.name}” is about a device that is not here`;
    throw new RegdeskError("DEVICE_NOT_FOUND", message);
  }
  return (await rules.add(here, by)) ? AS_SAID : stayed("taken");
}

/** The rule with the number that its device has here; nothing while that is not here. */
function atHome(rule: AlarmRule, devices: Counterparts): AlarmRule | undefined {
  const { scope } = rule;
  if (scope.kind !== "device") return rule;
  const device = devices.of(scope.device);
  return device && { ...rule, scope: { kind: "device", device } };
}

function gistOf({ id: _, ...rule }: AlarmRule): string | undefined {
  return gist(rule);
}
