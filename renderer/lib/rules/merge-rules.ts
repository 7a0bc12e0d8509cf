/** Brings together what two people made of the same list of rules, so that nobody's work is lost. */
import { sameJson, type Json } from "#shared/json.ts";
import type { Rule, RuleId } from "#shared/model/gate.ts";

export interface Merged {
  readonly rules: Rule[];
  /** Changed by both, each in another way: mine stands. */
  readonly clashes: readonly Rule[];
}

export function mergeRules(base: readonly Rule[], mine: readonly Rule[], theirs: readonly Rule[]): Merged {
  const [was, here, there] = [byId(base), byId(mine), byId(theirs)];
  const clashes: Rule[] = [];
  const merged = (id: RuleId): Rule | undefined => {
    const [before, own, other] = [was.get(id), here.get(id), there.get(id)];
    if (sameRule(own, before)) return other;
    const clash = own ?? other ?? before;
    if (clash && !sameRule(other, before) && !sameRule(own, other)) clashes.push(clash);
    return own;
  };
  const rules = orderOf(base, mine, theirs)
    .map(merged)
    .filter((rule) => rule !== undefined);
  return { rules, clashes };
}

export function sameRules(a: readonly Rule[], b: readonly Rule[]): boolean {
  return a.length === b.length && a.every((rule, index) => sameRule(rule, b[index]));
}

export function sameRule(a: Rule | undefined, b: Rule | undefined): boolean {
  return sameJson(a as Json | undefined, b as Json | undefined);
}

/** Whoever moved something decides the order, and I do where both did. What only the other list has keeps its place after
 *  the rule before it. */
function orderOf(base: readonly Rule[], mine: readonly Rule[], theirs: readonly Rule[]): RuleId[] {
  const [first, second] = isMoved(base, mine) ? [mine, theirs] : [theirs, mine];
  const order = first.map(({ id }) => id);
  second.forEach(({ id }, index) => {
    if (order.includes(id)) return;
    const before = second[index - 1];
    order.splice(before ? order.indexOf(before.id) + 1 : 0, 0, id);
  });
  return order;
}

function isMoved(base: readonly Rule[], mine: readonly Rule[]): boolean {
  const [before, after] = [ids(base), ids(mine)];
  const common = (list: readonly RuleId[], other: readonly RuleId[]) => list.filter((id) => other.includes(id)).join();
  return common(before, after) !== common(after, before);
}

const ids = (rules: readonly Rule[]) => rules.map(({ id }) => id);
const byId = (rules: readonly Rule[]) => new Map(rules.map((rule) => [rule.id, rule]));
