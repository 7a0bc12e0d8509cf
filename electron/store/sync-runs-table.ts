import { SyncRun } from "#shared/model/sync.ts";
import type { Database } from "./database.ts";

/** So many runs of each source are kept. */
const KEPT = 200;

export interface RunsQuery {
  readonly source: string;
  readonly limit: number;
}

export function lastSyncRunId(database: Database): number {
  return database.prepare<[], number | null>("SELECT max(id) FROM sync_runs").pluck().get() ?? 0;
}

/** The runs of a source, the latest first. */
export function syncRuns(database: Database): (query: RunsQuery) => SyncRun[] {
  const latest = database
    .prepare<[string, number], string>("SELECT document FROM sync_runs WHERE source = ? ORDER BY id DESC LIMIT ?")
    .pluck();
  return ({ source, limit }) => latest.all(source, limit).map((text) => SyncRun.parse(JSON.parse(text)));
}

export function syncRunsTable(database: Database) {
  const insert = database.prepare<[number, string, string, string]>(
    "INSERT INTO sync_runs (id, source, document) SELECT ?, ?, ? WHERE EXISTS (SELECT 1 FROM sources WHERE name = ?)",
  );
  const forget = database.prepare<[{ source: string; kept: number }]>(
    `DELETE FROM sync_runs WHERE source = @source
       AND id <= (SELECT id FROM sync_runs WHERE source = @source ORDER BY id DESC LIMIT 1 OFFSET @kept)`,
  );
  return {
    save(run: SyncRun): void {
      insert.run(run.id, run.source, JSON.stringify(run), run.source);
      forget.run({ source: run.source, kept: KEPT });
    },
  };
}
