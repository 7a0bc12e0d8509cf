import type { FinishedCounts, FinishedPage, FinishedPageQuery } from "#shared/contract/change-requests.ts";
import { ChangeRequest, type ChangeRequestState } from "#shared/model/change-request.ts";
import { RuleId } from "#shared/model/gate.ts";
import { requestFinder, type RequestText } from "#shared/request-words.ts";
import type { Database } from "./database.ts";

interface FinishedRow {
  readonly place: number;
  readonly request: string;
}

/** Leafs through the requests that move no more, the one that ended last first. */
export function finishedRequests(database: Database): (query: FinishedPageQuery) => FinishedPage {
  return ({ before, limit, states, text }) => {
    const where = ["TRUE"];
    const parameters: (string | number)[] = [];
    if (before !== undefined) {
      where.push("place < ?");
      parameters.push(Number(before));
    }
    if (states !== undefined) {
      where.push(`request ->> '$.state' IN (${states.map(() => "?").join(", ")})`);
      parameters.push(...states);
    }
    const rows = database
      .prepare<unknown[], FinishedRow>(
        `SELECT place, request FROM finished_change_requests WHERE ${where.join(" AND ")} ORDER BY place DESC`,
      )
      .iterate(...parameters);
    return pageOf(rows, limit, requestFinder(text ?? ""));
  };
}

/** Reads on until the page is full and it is known whether another follows. */
function pageOf(rows: Iterable<FinishedRow>, limit: number, isFound: (request: RequestText) => boolean): FinishedPage {
  const requests: ChangeRequest[] = [];
  let last: FinishedRow | undefined;
  for (const row of rows) {
    const request: unknown = JSON.parse(row.request);
    if (!isFound(request as RequestText)) continue;
    if (last !== undefined && requests.length === limit) return { requests, next: `${last.place}` };
    requests.push(ChangeRequest.parse(request));
    last = row;
  }
  return { requests };
}

/** Counts the requests that move no more, by their state. @param text words that must all be found */
export function finishedCounts(database: Database): (text: string | undefined) => FinishedCounts {
  const counted = database.prepare<[], { state: ChangeRequestState; requests: number }>(
    "SELECT request ->> '$.state' AS state, count(*) AS requests FROM finished_change_requests GROUP BY state",
  );
  const all = database.prepare<[], string>("SELECT request FROM finished_change_requests").pluck();
  return (text = "") => {
    const counts: FinishedCounts = {};
    if (text.trim() === "") {
      for (const { state, requests } of counted.all()) counts[state] = requests;
      return counts;
    }
    const isFound = requestFinder(text);
    for (const row of all.iterate()) {
      const request = JSON.parse(row) as RequestText & Pick<ChangeRequest, "state">;
      if (isFound(request)) counts[request.state] = (counts[request.state] ?? 0) + 1;
    }
    return counts;
  };
}

/** The latest of those that are open or ended last, whatever became of them, in the order in which they came. */
export function latestRequests(database: Database): (count: number) => ChangeRequest[] {
  const latest = database
    .prepare<[number, number, number], string>(
      `SELECT request FROM (
         SELECT * FROM (SELECT id, request FROM open_change_requests ORDER BY id DESC LIMIT ?)
         UNION ALL
         SELECT * FROM (SELECT id, request FROM finished_change_requests ORDER BY place DESC LIMIT ?)
       ) ORDER BY id DESC LIMIT ?`,
    )
    .pluck();
  return (count) =>
    latest
      .all(count, count, count)
      .reverse()
      .map((request) => ChangeRequest.parse(JSON.parse(request)));
}

/** How many requests each rule was about, of those that came since. @param since epoch milliseconds */
export function ruleHits(database: Database): (since: number) => Record<RuleId, number> {
  // Of each table by itself, because only so the index has all that is asked for and no request is read.
  const counted = ["open_change_requests", "finished_change_requests"].map(
    (table) =>
      `SELECT rule, count(*) AS hits FROM ${table} WHERE rule IS NOT NULL AND request ->> '$.requestedAt' >= @since GROUP BY rule`,
  );
  const hits = database.prepare<[{ since: number }], { rule: string; hits: number }>(
    `SELECT rule, sum(hits) AS hits FROM (${counted.join(" UNION ALL ")}) GROUP BY rule`,
  );
  return (since) => Object.fromEntries(hits.all({ since }).map(({ rule, hits: count }) => [RuleId.parse(rule), count]));
}
