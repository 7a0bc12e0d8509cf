import { MOST_RULES, type Rule } from "#shared/model/gate.ts";
import type { Policy } from "../change-requests/policy.ts";
import { makeSureOfRules } from "../change-requests/rule-check.ts";
import { addsChecked, AS_SAID, barred, gist, stays, type MergeStep } from "./step.ts";

/** Rules that are not here. They come switched off and behind all others: nothing may reach a device by a rule that nobody
 *  here has read. */
export function gateRuleSteps(theirs: readonly Rule[], policy: Policy): MergeStep[] {
  const { rules } = policy.now;
  const told = new Set(rules.map(gistOf));
  const ids = new Set(rules.map(({ id }) => id));
  const names = new Set(rules.map(({ name }) => name));
  let free = MOST_RULES - rules.length;
  return theirs.map((rule): MergeStep => {
    const thing = { kind: "gate-rule", name: rule.name } as const;
    if (told.has(gistOf(rule))) return stays(thing, "same");
    if (ids.has(rule.id) || names.has(rule.name)) return stays(thing, "taken");
    if (free <= 0) return barred(thing, "full");
    const coming: Rule = { ...rule, enabled: false };
    const step = addsChecked(
      thing,
      () => makeSureOfRules([coming]),
      async (by) => {
        await policy.addRule(coming, by);
        return AS_SAID;
      },
    );
    if (step.add === undefined) return step;
    free -= 1;
    told.add(gistOf(rule));
    ids.add(rule.id);
    names.add(rule.name);
    return step;
  });
}

/** Its id and whether it is switched on do not make it another. */
function gistOf({ id: _id, enabled: _enabled, ...rule }: Rule): string | undefined {
  return gist(rule);
}
