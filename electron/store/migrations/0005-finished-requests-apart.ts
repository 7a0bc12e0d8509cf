import type { Database } from "better-sqlite3";

/** What is open and what is over lie in tables of their own. An open request may be written again; one that is over is added at
 *  the end and never touched, so that neither table needs an index to be leafed through, and no page is torn apart by rows that
 *  grow. The one table for both, with its two indexes, wrote a tenth more pages with every commit. */
export function finishedRequestsApart(database: Database): void {
  database.exec(`
    CREATE TABLE open_change_requests (id INTEGER PRIMARY KEY, rule TEXT, request TEXT NOT NULL) STRICT;
    -- In the order in which they came to their end.
    CREATE TABLE finished_change_requests (place INTEGER PRIMARY KEY, id INTEGER NOT NULL, rule TEXT, request TEXT NOT NULL) STRICT;
    CREATE INDEX finished_change_requests_by_rule ON finished_change_requests (rule, request ->> '$.requestedAt')
      WHERE rule IS NOT NULL;
    -- One row: the highest id that was ever given.
    CREATE TABLE change_request_number (last INTEGER NOT NULL) STRICT;

    INSERT INTO open_change_requests SELECT id, rule, request FROM change_requests WHERE ended_at IS NULL;
    INSERT INTO finished_change_requests (id, rule, request)
      SELECT id, rule, request FROM change_requests WHERE ended_at IS NOT NULL ORDER BY ended_at, id;
    INSERT INTO change_request_number SELECT coalesce(max(id), 0) FROM change_requests;
    DROP TABLE change_requests;

    CREATE VIEW change_requests AS
      SELECT id, rule, request FROM open_change_requests
      UNION ALL SELECT id, rule, request FROM finished_change_requests;
  `);
}
