/** In which order requests are listed. Ids rise with each request, whatever the clock was set to meanwhile. */
import type { ChangeRequest } from "#shared/model/change-request.ts";
import { latestStepAt } from "./request-times.ts";

type Order = (a: ChangeRequest, b: ChangeRequest) => number;

/** Longest waiting first, because it expires first; a new one comes last and moves nothing. */
export const asTheyCame: Order = (a, b) => Number(a.id) - Number(b.id);

export const newestFirst: Order = (a, b) => asTheyCame(b, a);

/** Steps of a request under way do not move it: it keeps the place its decision gave it. */
export const latestDecidedFirst: Order = (a, b) =>
  (b.decidedAt ?? b.requestedAt) - (a.decidedAt ?? a.requestedAt) || newestFirst(a, b);

/** Of what ended in the same moment the newest first, as the host has it. */
export const latestEndedFirst: Order = (a, b) => latestStepAt(b) - latestStepAt(a) || newestFirst(a, b);
