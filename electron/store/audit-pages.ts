import type { ActivityPage, ActivityPageQuery } from "#shared/contract/activity.ts";
import { toAuditLine, type AuditRow } from "./audit-table.ts";
import type { Database } from "./database.ts";
import { containing } from "./containing.ts";

/** Leafs through the audit: newest first from `before` or the end, oldest first from `after`. */
export function auditPages(database: Database): (query: ActivityPageQuery) => ActivityPage {
  return (query) => {
    const { where, parameters } = conditionsOf(query);
    const order = query.after === undefined ? "DESC" : "ASC";
    const rows = database
      .prepare<unknown[], AuditRow>(
        `SELECT id, hash, line FROM activity WHERE ${where.join(" AND ") || "TRUE"} ORDER BY id ${order} LIMIT ?`,
      )
      .all(...parameters, query.limit + 1);
    const lines = rows.slice(0, query.limit).map(toAuditLine);
    const last = lines.at(-1);
    return rows.length > query.limit && last !== undefined ? { lines, next: last.id } : { lines };
  };
}

function conditionsOf({ kinds, states, text, by, from, to, before, after }: ActivityPageQuery) {
  const where: string[] = [];
  const parameters: (string | number)[] = [];
  const demand = (condition: string, ...values: (string | number)[]): void => {
    where.push(condition);
    parameters.push(...values);
  };
  if (before !== undefined) demand("id < ?", before);
  if (after !== undefined) demand("id > ?", after);
  if (from !== undefined) demand("at >= ?", from);
  if (to !== undefined) demand("at < ?", to);
  if (kinds !== undefined) {
    demand(`kind IN (${kinds.map(() => "?").join(", ")})`, ...kinds);
  }
  if (states !== undefined) {
    demand(`(kind <> 'change-request' OR line ->> '$.to' IN (${states.map(() => "?").join(", ")}))`, ...states);
  }
  if (by !== undefined) demand(`by LIKE ? ESCAPE '\\'`, containing(by));
  if (text !== undefined) {
    demand(`(subject LIKE ? ESCAPE '\\' OR note LIKE ? ESCAPE '\\')`, containing(text), containing(text));
  }
  return { where, parameters };
}
