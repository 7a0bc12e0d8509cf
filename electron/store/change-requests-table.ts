import { ChangeRequest } from "#shared/model/change-request.ts";
import { changeRequestCells } from "./change-request-lines.ts";
import type { Database } from "./database.ts";
import { manyRows } from "./many-rows.ts";

/** All open requests and the `ended` others that ended last, oldest first. */
export function loadChangeRequests(database: Database, ended: number): ChangeRequest[] {
  const texts = database
    .prepare<[number], string>(
      `SELECT request FROM (
         SELECT id, request FROM change_requests WHERE ended_at IS NULL
         UNION ALL
         SELECT id, request FROM (
           SELECT id, request FROM change_requests WHERE ended_at IS NOT NULL ORDER BY ended_at DESC, id DESC LIMIT ?)
       ) ORDER BY id`,
    )
    .pluck()
    .all(ended);
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
