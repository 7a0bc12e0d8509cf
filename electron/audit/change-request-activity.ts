import type { Activity } from "#shared/model/activity.ts";
import type { ChangeRequest, Requester } from "#shared/model/change-request.ts";
import type { Transition } from "../change-requests/transition.ts";

/** The lines that tell of moves. @param requests as they are after all of the moves */
export function activityOf(transitions: readonly Transition[], requests: readonly ChangeRequest[]): Activity[] {
  const byId = new Map(requests.map((request) => [request.id, request]));
  return transitions.map((transition) => {
    const request = byId.get(transition.changeRequest);
    if (request === undefined) throw new Error(`change request ${transition.changeRequest} moves but is not stored`);
    return lineOf(transition, request);
  });
}

/** Members in the order of their names, as the audit keeps them. */
function lineOf(
  { changeRequest, register, at, by, from, to, note }: Transition,
  { device, requester, rule, previousValue, value, outcome, outcomeValue }: ChangeRequest,
): Activity {
  const hasOutcome = outcome !== undefined && to === outcome;
  return {
    after: value,
    at,
    ...(previousValue === undefined ? undefined : { before: previousValue }),
    by,
    changeRequest,
    ...(device === undefined ? undefined : { device }),
    ...(from === undefined ? undefined : { from }),
    kind: "change-request",
    ...(note === undefined ? undefined : { note }),
    ...(hasOutcome ? { outcome } : undefined),
    ...(hasOutcome && outcomeValue !== undefined ? { outcomeValue } : undefined),
    register,
    requester: requesterText(requester),
    ...(rule === undefined ? undefined : { rule: { id: rule.id, name: rule.name } }),
    to,
  };
}

function requesterText({ person, address, token }: Requester): string {
  if (person !== undefined) return person;
  return token === undefined ? address : `${address} (token “${token}”)`;
}
