import type { FinishedPage, FinishedPageQuery } from "#shared/contract/change-requests.ts";
import { RuleId } from "#shared/model/gate.ts";
import { ChangeRequest } from "#shared/model/change-request.ts";
import { containing } from "./containing.ts";
import type { Database } from "./database.ts";

interface EndedRow {
  readonly id: number;
  readonly ended_at: number;
  readonly request: string;
}

/** Leafs through the requests that move no more, the one that ended last first. */
export function finishedRequests(database: Database): (query: FinishedPageQuery) => FinishedPage {
  return ({ before, limit, states, text }) => {
    const where = ["ended_at IS NOT NULL"];
    const parameters: (string | number)[] = [];
    if (before !== undefined) {
      where.push("(ended_at, id) < (?, ?)");
      parameters.push(...before.split("/").map(Number));
    }
    if (states !== undefined) {
      where.push(`request ->> '$.state' IN (${states.map(() => "?").join(", ")})`);
      parameters.push(...states);
    }
    if (text !== undefined) {
      where.push(`request ->> '$.register' LIKE ? ESCAPE '\\'`);
      parameters.push(containing(text));
    }
    const rows = database
      .prepare<unknown[], EndedRow>(
        `SELECT id, ended_at, request FROM change_requests WHERE ${where.join(" AND ")}
         ORDER BY ended_at DESC, id DESC LIMIT ?`,
      )
      .all(...parameters, limit + 1);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const requests = page.map(({ request }) => ChangeRequest.parse(JSON.parse(request)));
    return rows.length > limit && last !== undefined ? { requests, next: `${last.ended_at}/${last.id}` } : { requests };
  };
}

/** The latest requests, whatever became of them, oldest first. */
export function latestRequests(database: Database): (count: number) => ChangeRequest[] {
  const latest = database
    .prepare<[number], string>("SELECT request FROM change_requests ORDER BY id DESC LIMIT ?")
    .pluck();
  return (count) =>
    latest
      .all(count)
      .reverse()
      .map((request) => ChangeRequest.parse(JSON.parse(request)));
}

/** How many requests each rule was about, of those that came since. @param since epoch milliseconds */
export function ruleHits(database: Database): (since: number) => Record<RuleId, number> {
  const hits = database.prepare<[number], { rule: string; hits: number }>(
    "SELECT rule, count(*) AS hits FROM change_requests WHERE rule IS NOT NULL AND request ->> '$.requestedAt' >= ? GROUP BY rule",
  );
  return (since) => Object.fromEntries(hits.all(since).map(({ rule, hits: count }) => [RuleId.parse(rule), count]));
}
