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

/** Members in the order of their names, as the audit keeps them. All of them always, because objects of one shape are made
 *  several times faster; what is undefined is in no text. */
function lineOf(transition: Transition, request: ChangeRequest): Activity {
  const { changeRequest, register, at, by, from, to, note } = transition;
  const { device, requester, rule, previousValue, value, outcome, outcomeValue } = request;
  const hasOutcome = outcome !== undefined && to === outcome;
  return {
    after: value,
    at,
    before: previousValue,
    by,
    changeRequest,
    device,
    from,
    kind: "change-request",
    note,
    outcome: hasOutcome ? outcome : undefined,
    outcomeValue: hasOutcome ? outcomeValue : undefined,
    register,
    requester: requesterText(requester),
    rule: rule === undefined ? undefined : { id: rule.id, name: rule.name },
    to,
  };
}

function requesterText({ person, address, token }: Requester): string {
  if (person !== undefined) return person;
  return token === undefined ? address : `${address} (token “${token}”)`;
}
