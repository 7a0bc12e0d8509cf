import type { ActivityPage, ActivityPageQuery } from "#shared/contract/activity.ts";
import { Activity, type AuditLine } from "#shared/model/activity.ts";
import type { Database } from "./database.ts";
import { containing } from "./containing.ts";

/** Of the block in which a line is; a search passes over those that have what it looks for nowhere, without reading their lines. */
const IN_BLOCK = "lines LIKE ? ESCAPE '\\'";
/** To look for a text in a block takes a tenth of the time that reading its lines takes. */
const FEW_TEXTS = 8;
const FIRST_OF_BLOCK = "(SELECT max(first_line) FROM audit_blocks WHERE first_line <= ?)";

interface AuditRow {
  readonly id: number;
  readonly hash: string;
  readonly line: string;
}

/** Leafs through the audit: newest first from `before` or the end, oldest first from `after`. */
export function auditPages(database: Database): (query: ActivityPageQuery) => ActivityPage {
  return (query) => {
    const { where, parameters } = conditionsOf(query);
    const order = query.after === undefined ? "DESC" : "ASC";
    const rows = database
      .prepare<unknown[], AuditRow>(
        `SELECT id, hash, line FROM activity WHERE ${where.join(" AND ") || "TRUE"} ORDER BY first_line ${order}, id ${order} LIMIT ?`,
      )
      .all(...parameters, query.limit + 1);
    const lines = rows.slice(0, query.limit).map(toAuditLine);
    const last = lines.at(-1);
    return rows.length > query.limit && last !== undefined ? { lines, next: last.id } : { lines };
  };
}

function toAuditLine({ id, hash, line }: AuditRow): AuditLine {
  return { ...Activity.parse(JSON.parse(line)), id, hash };
}

function conditionsOf({ kinds, states, text, by, from, to, before, after }: ActivityPageQuery) {
  const where: string[] = [];
  const parameters: (string | number)[] = [];
  const demand = (condition: string, ...values: (string | number)[]): void => {
    where.push(condition);
    parameters.push(...values);
  };
  const demandInBlock = (texts: readonly string[]): void => {
    if (texts.length === 0 || texts.length > FEW_TEXTS) return;
    demand(`(${texts.map(() => IN_BLOCK).join(" OR ")})`, ...texts.map(asWritten));
  };
  if (before !== undefined) demand("id < ? AND first_line < ?", before, before);
  if (after !== undefined) demand(`id > ? AND first_line >= ifnull(${FIRST_OF_BLOCK}, 0)`, after, after + 1);
  if (from !== undefined) demand("at >= ?", from);
  if (to !== undefined) demand("at < ?", to);
  if (kinds !== undefined) {
    demand(`kind IN (${kinds.map(() => "?").join(", ")})`, ...kinds);
    demandInBlock(kinds);
  }
  if (states !== undefined) {
    if (kinds?.every((kind) => kind === "change-request")) demandInBlock(states);
    demand(`(kind <> 'change-request' OR line ->> '$.to' IN (${states.map(() => "?").join(", ")}))`, ...states);
  }
  if (by !== undefined) {
    demandInBlock([by]);
    demand(`by LIKE ? ESCAPE '\\'`, containing(by));
  }
  if (text !== undefined) {
    demandInBlock([text]);
    demand(`(subject LIKE ? ESCAPE '\\' OR note LIKE ? ESCAPE '\\')`, containing(text), containing(text));
  }
  return { where, parameters };
}

/** As `containing`, in a line: there a text is written as JSON. */
function asWritten(part: string): string {
  return containing(JSON.stringify(part).slice(1, -1));
}
