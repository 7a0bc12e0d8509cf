import type { Database } from "better-sqlite3";

/** With one index for all, a request that ended moved in it from among the open ones, in its middle, to its end: pages there
 *  were split and balanced with every commit. Now it leaves one index and is appended to another. */
export function openRequestsApart(database: Database): void {
  database.exec(`
    DROP INDEX change_requests_by_end;
    CREATE INDEX change_requests_open ON change_requests (id) WHERE ended_at IS NULL;
    CREATE INDEX change_requests_by_end ON change_requests (ended_at) WHERE ended_at IS NOT NULL;
  `);
}
