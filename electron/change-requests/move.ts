import type { ChangeRequest, ChangeRequestState } from "#shared/model/change-request.ts";
import type { Transition } from "./transition.ts";

/** Which state may follow which; a state that is not a key here is final. */
const NEXT: Readonly<Partial<Record<ChangeRequestState, readonly ChangeRequestState[]>>> = {
  pending: ["approved", "denied", "superseded", "cancelled", "expired"],
  approved: ["pending", "deliverable", "recalled", "superseded"],
  // Applied at once where a source provides the register: then it stands here and goes to no device.
  deliverable: ["delivered", "applied", "recalled", "superseded", "not-picked-up"],
  delivered: ["applied", "applied-differently", "unchanged"],
};

/** A request in its new state, with the line the audit gets. */
export interface Move {
  readonly request: ChangeRequest;
  readonly transition: Transition;
}

export interface Cause {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly by: string;
  readonly note?: string | undefined;
}

/** Moves a request to another state. Pure: the caller stores what comes out. */
export function move(
  from: ChangeRequest,
  to: ChangeRequestState,
  cause: Cause,
  changes: Partial<ChangeRequest> = {},
): Move {
  if (NEXT[from.state]?.includes(to) !== true) {
    throw new Error(`change request ${from.id} cannot go from ${from.state} to ${to}`);
  }
  return { request: { ...from, ...changes, state: to }, transition: transitionOf(from, from.state, to, cause) };
}

/** The first move of all: the request comes into being. */
export function file(request: ChangeRequest, cause: Cause): Move {
  return { request, transition: transitionOf(request, undefined, request.state, cause) };
}

export function isOpen(request: ChangeRequest): boolean {
  return NEXT[request.state] !== undefined;
}

function transitionOf(
  { id, register }: ChangeRequest,
  from: ChangeRequestState | undefined,
  to: ChangeRequestState,
  { at, by, note }: Cause,
): Transition {
  return {
    changeRequest: id,
    register,
    at,
    ...(from === undefined ? {} : { from }),
    to,
    by,
    ...(note === undefined ? {} : { note }),
  };
}
