import { existsSync } from "node:fs";
import { join } from "node:path";
import type { ActivityPage, ActivityPageQuery } from "#shared/contract/activity.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { AuditLine } from "#shared/model/activity.ts";
import { auditPages } from "../store/audit-pages.ts";
import { openToRead } from "../store/reading-database.ts";

/** The audit of a data directory, read beside its host or without one. */
export interface OpenAudit extends Disposable {
  page(query: ActivityPageQuery): ActivityPage;
  /** 0 when there is no line yet. */
  newestId(): number;
  /** Lines that were not given yet, from the one after `id` on, oldest first; called again, those that came since. */
  after(id: number, filter: ActivityPageQuery): Iterable<AuditLine>;
}

/** @throws {RegdeskError} `STORE_UNAVAILABLE` */
export function auditOf(dataDirectory: string): OpenAudit {
  const reading = openToRead(databaseIn(dataDirectory));
  const page = auditPages(reading.database);
  let given = 0;
  return {
    page,
    newestId: () => page({ limit: 1 }).lines[0]?.id ?? 0,
    *after(id, filter) {
      for (;;) {
        const { lines, next } = page({ ...filter, after: Math.max(id, given), limit: 1_000 });
        for (const line of lines) {
          given = line.id;
          yield line;
        }
        if (next === undefined) return;
      }
    },
    [Symbol.dispose]: () => reading[Symbol.dispose](),
  };
}

/** @throws {RegdeskError} `STORE_UNAVAILABLE` when there is none */
export function databaseIn(dataDirectory: string): string {
  const path = join(dataDirectory, "regdesk.db");
  if (existsSync(path)) return path;
  throw new RegdeskError("STORE_UNAVAILABLE", `There is no database ${path}; name Regdesk's directory with --data-dir`);
}
