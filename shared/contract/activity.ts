import { oc } from "@orpc/contract";
import { z } from "zod";
import { ERROR_STATUS } from "../errors.ts";
import { ACTIVITY_KINDS, type AuditLine } from "../model/activity.ts";
import { ChangeRequestState } from "../model/change-request.ts";
import { feedOf, pageOf } from "./feed.ts";

/** First the latest lines of the audit, then what is added. Oldest first. */
export interface ActivityFeed {
  readonly kind: "snapshot" | "delta";
  readonly sequence: number;
  readonly activity: readonly AuditLine[];
}

/** Which lines of the audit; all that is given must hold. */
export const ActivityFilter = z.object({
  kinds: z.array(z.enum(ACTIVITY_KINDS)).max(100).optional(),
  /** Change requests only when they came to one of these; what is no change request is as it was. */
  states: z.array(ChangeRequestState).max(100).optional(),
  /** Part of what it happened to (a register, a rule, a setting), or of the note; letters of either case. */
  text: z.string().max(1_000).optional(),
  /** Part of who caused it; letters of either case. */
  by: z.string().max(1_000).optional(),
  /** Epoch milliseconds, inclusive. */
  from: z.number().optional(),
  /** Epoch milliseconds, exclusive. */
  to: z.number().optional(),
});
export type ActivityFilter = z.infer<typeof ActivityFilter>;

export const ActivityPageQuery = ActivityFilter.extend({
  /** Only lines before this one, newest first: what the page before gave as `next`. */
  before: z.int().positive().optional(),
  /** Only lines after this one, oldest first, as an export wants them; 0 begins with the first. */
  after: z.int().nonnegative().optional(),
  limit: z.int().min(1).max(1_000).default(200),
});
export type ActivityPageQuery = z.infer<typeof ActivityPageQuery>;

export interface ActivityPage {
  readonly lines: readonly AuditLine[];
  /** Where the next page begins; absent on the last. */
  readonly next?: number;
}

export const activity = {
  watch: oc.output(feedOf<ActivityFeed>()),
  /** The past, as far back as it goes. */
  page: oc
    .errors({ STORE_UNAVAILABLE: { status: ERROR_STATUS.STORE_UNAVAILABLE } })
    .input(ActivityPageQuery)
    .output(pageOf<ActivityPage>()),
};
