import type { ActivityPage, ActivityPageQuery } from "#shared/contract/activity.ts";
import type { ChangeRequest } from "#shared/model/change-request.ts";
import type { FinishedCounts, FinishedPage, FinishedPageQuery } from "#shared/contract/change-requests.ts";

/** What was stored, however long ago. @throws {RegdeskError} `STORE_UNAVAILABLE` */
export interface Past {
  auditPage(query: ActivityPageQuery): Promise<ActivityPage>;
  finishedRequests(query: FinishedPageQuery): Promise<FinishedPage>;
  finishedCounts(text: string | undefined): Promise<FinishedCounts>;
  /** Whatever became of them, oldest first. */
  latestRequests(count: number): Promise<ChangeRequest[]>;
}
