import type { ChangeRequest } from "#shared/model/change-request.ts";

/** When the latest step of a request happened, in epoch milliseconds. Nobody decides what expires, hence its deadline. */
export function latestStepAt(request: ChangeRequest): number {
  const { state, outcomeAt, deliveredAt, decidedAt, expiresAt, requestedAt } = request;
  if (state === "expired" || state === "not-picked-up") return expiresAt ?? decidedAt ?? requestedAt;
  return outcomeAt ?? deliveredAt ?? decidedAt ?? requestedAt;
}
