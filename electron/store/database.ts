import Sqlite, { type Database } from "better-sqlite3";
import { RegdeskError } from "#shared/errors.ts";
import { MIGRATIONS } from "./migrations/migrations.ts";

export type { Database } from "better-sqlite3";

/** Opens the database, brings it to the newest schema, and sets what every connection needs.
 *  @param path a file, or `:memory:` */
export function openDatabase(path: string): Database {
  const database = new Sqlite(path);
  try {
    database.pragma("journal_mode = WAL");
    database.pragma("synchronous = FULL");
    database.pragma("fullfsync = ON"); // macOS tells what is written to the drive, not what the drive has written, unless asked
    database.pragma("wal_autocheckpoint = 32768"); // pages, 128 MiB; mostly a quiet moment comes before (see checkpoints.ts)
    database.pragma("cache_size = -4000"); // KiB; SQLite walks over all it holds when pages are balanced, so not too much
    database.pragma("busy_timeout = 2000");
    database.pragma("foreign_keys = ON");
    database.pragma("recursive_triggers = ON"); // else INSERT OR REPLACE would remove a line of the audit unnoticed
    migrate(database, MIGRATIONS.length);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Applies the migrations the database has not had yet, each in its own transaction. A migration's place is its version. */
export function migrate(database: Database, target: number): void {
  const current = database.pragma("user_version", { simple: true }) as number;
  if (current > MIGRATIONS.length) {
    const sentence = `The database ${database.name} was written by a newer Regdesk (schema ${current}, this one knows ${MIGRATIONS.length}); install that version, or choose another directory with --data-dir`;
    throw new RegdeskError("DATABASE_TOO_NEW", sentence);
  }
  for (const [index, apply] of MIGRATIONS.slice(0, target).entries()) {
    if (index < current) continue;
    database.transaction(() => {
      apply(database);
      database.pragma(`user_version = ${index + 1}`);
    })();
  }
}
