import { auditPages } from "./audit-pages.ts";
import { finishedCounts, finishedRequests, latestRequests, ruleHits } from "./change-request-pages.ts";
import type { Database } from "./database.ts";
import { deviceTransitions } from "./devices-table.ts";
import type { HistoryQueries } from "./history/history-queries.ts";
import { syncRuns } from "./sync-runs-table.ts";

/** What can be asked of the past, by name: each a function from its question to its answer, both plain data, because they
 *  cross to the reader's thread. */
export function queries(database: Database) {
  return {
    auditPage: auditPages(database),
    finishedRequests: finishedRequests(database),
    finishedCounts: finishedCounts(database),
    latestRequests: latestRequests(database),
    ruleHits: ruleHits(database),
    syncRuns: syncRuns(database),
    deviceTransitions: deviceTransitions(database),
  };
}

export type Queries = ReturnType<typeof queries>;
/** Of the database, and of the history beside it. */
type AllQueries = Queries & HistoryQueries;
export type QueryName = keyof AllQueries;
export type Question<Name extends QueryName> = Parameters<AllQueries[Name]>[0];
export type Answer<Name extends QueryName> = ReturnType<AllQueries[Name]>;
