import type { Database } from "./database.ts";

/** What there is of an audit, also in a database of an older schema, which had a row for each line. */
export function auditContents(database: Database): { lines: number; latestAt: number | undefined } {
  const isTable = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'audit'";
  const hasRows = database.prepare<[], number>(isTable).pluck().get() === 1;
  const count = hasRows ? "SELECT count(*) FROM audit" : "SELECT ifnull(sum(length(hashes) / 32), 0) FROM audit_blocks";
  const latest = `SELECT at FROM activity ORDER BY ${hasRows ? "id" : "first_line DESC, id"} DESC LIMIT 1`;
  return {
    lines: database.prepare<[], number>(count).pluck().get() ?? 0,
    latestAt: database.prepare<[], number>(latest).pluck().get(),
  };
}
