import type { ChangeRequest } from "#shared/model/change-request.ts";
import type { GatePolicy, TrialVerdict } from "#shared/model/gate.ts";
import { decide } from "./decide.ts";
import { RuleRates } from "./rule-rates.ts";

/** How many requests of the past rules are tried on. */
export const TRIED_ON = 200;

/** What a policy would have decided about the latest requests, had they been the first it saw. Of a technician's own wishes
 *  among them nothing is said: no rule is asked about those. @param requests oldest first  @returns oldest first */
export function tried(policy: Pick<GatePolicy, "mode" | "rules">, requests: readonly ChangeRequest[]): TrialVerdict[] {
  const rates = new RuleRates();
  const latest = requests.slice(-TRIED_ON).filter(({ requester }) => requester.person === undefined);
  return latest.map((request) => {
    const { action, rule } = decide(policy, request, rates);
    if (rule !== undefined) rates.note(rule.id, request.requestedAt);
    const { id, register, value, previousValue, requester, requestedAt, state, decidedBy } = request;
    return {
      ...{ id, register, value, requester, requestedAt, state, action },
      ...(previousValue === undefined ? {} : { previousValue }),
      ...(decidedBy === undefined ? {} : { decidedBy }),
      ...(rule === undefined ? {} : { rule: rule.id }),
    };
  });
}
