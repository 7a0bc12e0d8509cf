import { ChangeRequest } from "#shared/model/change-request.ts";
import { changeRequestCells } from "./change-request-lines.ts";
import type { Database } from "./database.ts";
import { manyRows } from "./many-rows.ts";

/** What is read of them at a start, in characters: the value of each may be as long as a body. */
const MOST_ENDED = 1 << 25;

/** All open requests and at most the `ended` others that ended last, oldest first. */
export function loadChangeRequests(database: Database, ended: number): ChangeRequest[] {
  const texts = database
    .prepare<[number, number], string>(
      `SELECT request FROM (
         SELECT id, request FROM change_requests WHERE ended_at IS NULL
         UNION ALL
         SELECT id, request FROM (
           SELECT id, request, sum(length(request)) OVER (ORDER BY ended_at DESC, id DESC) AS length FROM (
             SELECT id, ended_at, request FROM change_requests WHERE ended_at IS NOT NULL ORDER BY ended_at DESC, id DESC LIMIT ?))
         WHERE length <= ?
       ) ORDER BY id`,
    )
    .pluck()
    .all(ended, MOST_ENDED);
  return texts.map((text) => ChangeRequest.parse(JSON.parse(text)));
}

export function lastChangeRequestId(database: Database): number {
  return database.prepare<[], number | null>("SELECT max(id) FROM change_requests").pluck().get() ?? 0;
}

export function changeRequestsTable(database: Database) {
  const put = manyRows(
    database,
    "INSERT INTO change_requests (id, ended_at, rule, request) VALUES",
    4,
    "ON CONFLICT (id) DO UPDATE SET ended_at = excluded.ended_at, request = excluded.request",
  );
  return {
    /** @param lines one for each, as `changeRequestLine` writes it */
    save: (lines: string): void => put(changeRequestCells(lines)),
  };
}
