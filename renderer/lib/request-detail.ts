/** What follows the word of a change request's state: `Denied` `— pump is under maintenance`. */
import type { ChangeRequest, ChangeRequestState } from "#shared/model/change-request.ts";
import { text } from "./messages/messages.ts";
import { span, stopwatch } from "./time.ts";
import { valueWithUnit } from "./value.ts";

const t = () => text.changes.details;

type Detail = (request: ChangeRequest, now: number, unit: string | undefined) => string;

const DETAILS: Readonly<Record<ChangeRequestState, Detail>> = {
  pending: (request, now) => text.changes.waiting(stopwatch(now - request.requestedAt)),
  approved: ({ deliverableAt }, now) => (deliverableAt === undefined ? "" : t().grace(countdown(deliverableAt - now))),
  deliverable: ({ source }) =>
    source === undefined ? t().waitingForDevice : `– ${text.overrides.steps.waiting(source)}`,
  delivered: ({ deliveredAt }, now) => t().delivered(span(now - (deliveredAt ?? now))),
  applied: ({ source }) => (source === undefined ? "" : `– ${text.overrides.steps.overridden}`),
  "applied-differently": ({ value, outcomeValue }, _now, unit) =>
    outcomeValue === undefined ? "" : t().differently(valueWithUnit(value, unit), valueWithUnit(outcomeValue, unit)),
  unchanged: () => t().unchanged,
  denied: ({ note }) => (note ? t().denied(note) : ""),
  superseded: ({ supersededBy }) => (supersededBy ? t().supersededBy(supersededBy) : ""),
  cancelled: () => t().cancelled,
  expired: () => t().expired,
  recalled: () => t().recalled,
  "not-picked-up": () => t().notPickedUp,
};

/** @param now epoch milliseconds, for countdowns  @param unit follows the values it tells */
export function requestDetail(request: ChangeRequest, now: number, unit: string | undefined): string {
  return DETAILS[request.state](request, now, unit);
}

/** A countdown ends with 0:01, not with a second of 0:00. */
const countdown = (milliseconds: number) => stopwatch(Math.ceil(milliseconds / 1_000) * 1_000);
