/** The way of an approved request as steps: which are behind it, how long each took, and what it waits for. */
import type { ChangeRequest } from "#shared/model/change-request.ts";

export type StepName = "requested" | "approved" | "picked-up" | "outcome" | "overridden";

export interface RequestStep {
  readonly name: StepName;
  readonly progress: "done" | "now" | "ahead";
  /** How long it took, in milliseconds; nothing when it is not over, or took no time worth telling. */
  readonly took?: number;
}

/** @param isOfSource the register is a source's: the request goes to no device, but becomes a local override */
export function stepsOf(request: ChangeRequest, isOfSource = request.source !== undefined): RequestStep[] {
  const { requestedAt, decidedAt, deliverableAt, deliveredAt, outcomeAt } = request;
  const times = isOfSource ? [requestedAt, decidedAt, outcomeAt] : [requestedAt, decidedAt, deliveredAt, outcomeAt];
  // What has not come yet is being waited for once all before it has.
  const reached = times.findIndex((time) => time === undefined);
  const progress = (index: number) =>
    reached === -1 || index < reached ? ("done" as const) : index === reached ? ("now" as const) : ("ahead" as const);
  const begun: RequestStep[] = [
    { name: "requested", progress: progress(0) },
    { name: "approved", progress: progress(1), ...took(requestedAt, decidedAt) },
  ];
  if (isOfSource) return [...begun, { name: "overridden", progress: progress(2) }];
  return [
    ...begun,
    // Time to undo is not the device's fault.
    { name: "picked-up", progress: progress(2), ...took(deliverableAt ?? decidedAt, deliveredAt) },
    { name: "outcome", progress: progress(3), ...took(deliveredAt, outcomeAt) },
  ];
}

function took(from: number | undefined, until: number | undefined): { took?: number } {
  return from === undefined || until === undefined ? {} : { took: Math.max(0, until - from) };
}
