import { auditPages } from "./audit-pages.ts";
import { finishedCounts, finishedRequests, latestRequests, ruleHits } from "./change-request-pages.ts";
import type { Database } from "./database.ts";
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
  };
}

export type Queries = ReturnType<typeof queries>;
export type QueryName = keyof Queries;
export type Question<Name extends QueryName> = Parameters<Queries[Name]>[0];
export type Answer<Name extends QueryName> = ReturnType<Queries[Name]>;
