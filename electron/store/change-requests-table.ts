import { ChangeRequest, type ChangeRequestState } from "#shared/model/change-request.ts";
import type { Database } from "./database.ts";

/** States from which a request still moves. */
const OPEN: readonly ChangeRequestState[] = ["pending", "approved", "deliverable", "delivered"];

/** All open requests and the latest `decided` others, oldest first. */
export function loadChangeRequests(database: Database, decided: number): ChangeRequest[] {
  const open = OPEN.map((state) => `'${state}'`).join(", ");
  const texts = database
    .prepare<[number], string>(
      `SELECT request FROM (
         SELECT id, request FROM change_requests WHERE state IN (${open})
         UNION
         SELECT id, request FROM (SELECT id, request FROM change_requests WHERE state NOT IN (${open}) ORDER BY id DESC LIMIT ?)
       ) ORDER BY id`,
    )
    .pluck()
    .all(decided);
  return texts.map((text) => ChangeRequest.parse(JSON.parse(text)));
}

export function lastChangeRequestId(database: Database): number {
  return database.prepare<[], number | null>("SELECT max(id) FROM change_requests").pluck().get() ?? 0;
}

export function changeRequestsTable(database: Database) {
  const upsert = database.prepare<[number, string, string, string]>(`
    INSERT INTO change_requests (id, register, state, request) VALUES (?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET state = excluded.state, request = excluded.request`);
  return {
    save(request: ChangeRequest): void {
      upsert.run(Number(request.id), request.register, request.state, JSON.stringify(request));
    },
  };
}
