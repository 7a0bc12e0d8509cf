import type { ChangeRequest } from "#shared/model/change-request.ts";
import type { Limits } from "./deadlines.ts";
import { move, type Cause, type Move } from "./move.ts";

/** Approves a pending request. @param now skips the grace */
export function approval(request: ChangeRequest, cause: Cause, limits: Limits, now: boolean): Move[] {
  const deliverableAt = cause.at + (now ? 0 : limits.grace);
  const expiresAt = deliverableAt + limits.pickUp;
  const approved = move(request, "approved", cause, { ...decided(cause), deliverableAt, expiresAt });
  return now ? [approved, move(approved.request, "deliverable", cause)] : [approved];
}

export function denial(request: ChangeRequest, cause: Cause): Move {
  return move(request, "denied", cause, decided(cause));
}

/** Whether somebody approved it and nobody undid that, whatever became of it since. */
export function wasApproved({ deliverableAt }: ChangeRequest): boolean {
  return deliverableAt !== undefined;
}

function decided({ at, by, note }: Cause): Partial<ChangeRequest> {
  return { decidedAt: at, decidedBy: by, ...(note === undefined || note === "" ? {} : { note }) };
}

/** The request as it was before somebody decided. */
export function undecided({ decidedAt, decidedBy, note, deliverableAt, ...request }: ChangeRequest): ChangeRequest {
  return request;
}
