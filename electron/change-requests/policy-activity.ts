import { JsonText } from "#shared/json.ts";
import type { Activity } from "#shared/model/activity.ts";
import type { GatePolicy, Rule, RuleId } from "#shared/model/gate.ts";
import { movedBetween } from "./moved.ts";

interface Occasion {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly by: string;
}

const SETTINGS = ["mode", "limits", "denyNoteRequired"] as const;

/** The lines of the audit that tell one policy from the next. */
export function activityOfPolicy(before: GatePolicy, after: GatePolicy, occasion: Occasion): Activity[] {
  const settings = SETTINGS.filter((setting) => textOf(before[setting]) !== textOf(after[setting]));
  return [
    ...settings.map((setting): Activity => {
      return {
        kind: "policy-changed",
        ...occasion,
        setting,
        before: textOf(before[setting]),
        after: textOf(after[setting]),
      };
    }),
    ...activityOfRules(before.rules, after.rules, occasion),
  ];
}

function activityOfRules(before: readonly Rule[], after: readonly Rule[], occasion: Occasion): Activity[] {
  const [old, now] = [placesIn(before), placesIn(after)];
  const line = (change: "added" | "changed" | "removed" | "moved", { id, name }: Rule, was?: unknown, is?: unknown) =>
    ({
      ...{ kind: "rule-changed", ...occasion, change, rule: { id, name } },
      ...(was === undefined ? {} : { before: textOf(was) }),
      ...(is === undefined ? {} : { after: textOf(is) }),
    }) satisfies Activity;
  const removed = before.filter(({ id }) => !now.has(id)).map((rule) => line("removed", rule, rule));
  const kept = after.flatMap((rule) => {
    const was = old.get(rule.id);
    if (was === undefined) return [line("added", rule, undefined, rule)];
    return textOf(was.rule) === textOf(rule) ? [] : [line("changed", rule, was.rule, rule)];
  });
  const moved = movedBetween([...old.keys()], [...now.keys()]).flatMap((id) => {
    const [was, is] = [old.get(id), now.get(id)];
    return was === undefined || is === undefined ? [] : [line("moved", is.rule, was.place, is.place)];
  });
  return [...removed, ...kept, ...moved];
}

function placesIn(rules: readonly Rule[]): Map<RuleId, { readonly rule: Rule; readonly place: number }> {
  return new Map(rules.map((rule, index) => [rule.id, { rule, place: index + 1 }]));
}

function textOf(value: unknown): JsonText {
  return JsonText.parse(JSON.stringify(value));
}
