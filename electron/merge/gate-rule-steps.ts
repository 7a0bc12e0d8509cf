import { MOST_RULES, type Rule } from "#shared/model/gate.ts";
import type { Policy } from "../change-requests/policy.ts";
import { makeSureOfRules } from "../change-requests/rule-check.ts";
import { addsChecked, barred, isSame, stays, type MergeStep } from "./step.ts";

/** Rules that are not here. They come switched off and behind all others: nothing may reach a device by a rule that nobody
 *  here has read. */
export function gateRuleSteps(theirs: readonly Rule[], policy: Policy): MergeStep[] {
  const all = [...policy.now.rules];
  return theirs.map((rule): MergeStep => {
    const thing = { kind: "gate-rule", name: rule.name } as const;
    if (all.some((here) => isSame(told(here), told(rule)))) return stays(thing, "same");
    if (all.some(({ id, name }) => id === rule.id || name === rule.name)) return stays(thing, "taken");
    if (all.length >= MOST_RULES) return barred(thing, "full");
    const coming: Rule = { ...rule, enabled: false };
    const step = addsChecked(
      thing,
      () => makeSureOfRules([coming]),
      (by) => policy.saveRules([...policy.now.rules, coming], policy.now.version, by),
    );
    if (step.add !== undefined) all.push(coming);
    return step;
  });
}

/** Its id and whether it is switched on do not make it another. */
function told({ id: _id, enabled: _enabled, ...rule }: Rule): unknown {
  return rule;
}
