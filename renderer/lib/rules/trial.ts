/** What rules would have decided about requests of the past, beside what was decided. */
import type { ChangeRequestState } from "#shared/model/change-request.ts";
import type { RuleAction, RuleId, TrialVerdict } from "#shared/model/gate.ts";

/** What was done with a request: nobody decided about what expired, was withdrawn or gave way to a newer one. */
const WAS: Readonly<Record<ChangeRequestState, RuleAction>> = {
  pending: "ask",
  superseded: "ask",
  cancelled: "ask",
  expired: "ask",
  denied: "deny",
  approved: "approve",
  deliverable: "approve",
  recalled: "approve",
  "not-picked-up": "approve",
  delivered: "approve",
  applied: "approve",
  "applied-differently": "approve",
  unchanged: "approve",
};

export interface Trial {
  /** Latest first. */
  readonly verdicts: readonly TrialVerdict[];
  readonly counts: Readonly<Record<RuleAction, number>>;
  readonly differing: number;
  /** How many each rule decides. */
  readonly byRule: ReadonlyMap<RuleId, number>;
}

/** Whether the rules decide otherwise than was decided. What a person decided and the rules leave to a person is no
 *  difference: it would have been asked all the same. */
export function differs({ state, action }: Pick<TrialVerdict, "state" | "action">): boolean {
  return action !== "ask" && action !== WAS[state];
}

/** @param verdicts oldest first, as the host gives them */
export function trialOf(verdicts: readonly TrialVerdict[]): Trial {
  const counts = { approve: 0, deny: 0, ask: 0 };
  const byRule = new Map<RuleId, number>();
  for (const { action, rule } of verdicts) {
    counts[action] += 1;
    if (rule !== undefined) byRule.set(rule, (byRule.get(rule) ?? 0) + 1);
  }
  return { verdicts: verdicts.toReversed(), counts, differing: verdicts.filter(differs).length, byRule };
}
