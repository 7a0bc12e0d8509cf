import type { ChangeRequest } from "#shared/model/change-request.ts";
import { text } from "./messages/messages.ts";
import { span } from "./time.ts";

/** When the latest step of a request happened, in epoch milliseconds. Nobody decides what expires, hence its deadline. */
export function latestStepAt(request: ChangeRequest): number {
  const { state, outcomeAt, deliveredAt, decidedAt, expiresAt, requestedAt } = request;
  if (state === "expired" || state === "not-picked-up") return expiresAt ?? decidedAt ?? requestedAt;
  return outcomeAt ?? deliveredAt ?? decidedAt ?? requestedAt;
}

/** How long a step took: `0.8 s`, `12 s`, `3 m 10 s`. Tenths count where it was quick. */
export function secondsWords(milliseconds: number): string {
  return milliseconds < 10_000
    ? `${text.number(Math.max(1, Math.round(milliseconds / 100)) / 10)} s`
    : span(milliseconds);
}
