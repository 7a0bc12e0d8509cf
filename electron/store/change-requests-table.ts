import { ChangeRequest } from "#shared/model/change-request.ts";
import { changeRequestRows } from "./change-request-lines.ts";
import type { Database } from "./database.ts";
import { manyRows, type Cell } from "./many-rows.ts";

/** What is read of them at a start, in characters: the value of each may be as long as a body. */
const MOST_ENDED = 1 << 25;

/** All open requests and at most the `ended` others that ended last, oldest first. */
export function loadChangeRequests(database: Database, ended: number): ChangeRequest[] {
  const texts = database
    .prepare<[number, number], string>(
      `SELECT request FROM (
         SELECT id, request FROM open_change_requests
         UNION ALL
         SELECT id, request FROM (
           SELECT id, request, sum(length(request)) OVER (ORDER BY place DESC) AS length FROM (
             SELECT place, id, request FROM finished_change_requests ORDER BY place DESC LIMIT ?))
         WHERE length <= ?
       ) ORDER BY id`,
    )
    .pluck()
    .all(ended, MOST_ENDED);
  return texts.map((text) => ChangeRequest.parse(JSON.parse(text)));
}

export function lastChangeRequestId(database: Database): number {
  return database.prepare<[], number>("SELECT last FROM change_request_number").pluck().get() ?? 0;
}

export function changeRequestsTables(database: Database) {
  const putOpen = manyRows(
    database,
    "INSERT INTO open_change_requests (id, rule, request) VALUES",
    3,
    "ON CONFLICT (id) DO UPDATE SET request = excluded.request",
  );
  const addFinished = manyRows(database, "INSERT INTO finished_change_requests (id, rule, request) VALUES", 3);
  const remove = database.prepare<[string]>(
    "DELETE FROM open_change_requests WHERE id IN (SELECT value FROM json_each(?))",
  );
  const number = database.prepare<[number, number]>("UPDATE change_request_number SET last = ? WHERE last < ?");
  return {
    /** @param lines one for each, as `changeRequestLine` writes it; of several of one request the last counts */
    save(lines: string): void {
      if (lines === "") return;
      const open = new Map<number, Cell[]>();
      const finished: Cell[] = [];
      const over: number[] = [];
      let last = 0;
      for (const { id, isOver, rule, request } of changeRequestRows(lines)) {
        last = Math.max(last, id);
        if (!isOver) open.set(id, [id, rule, request]);
        else {
          open.delete(id);
          over.push(id);
          finished.push(id, rule, request);
        }
      }
      if (over.length > 0) remove.run(JSON.stringify(over));
      addFinished(finished);
      putOpen([...open.values()].flat());
      number.run(last, last);
    },
  };
}
