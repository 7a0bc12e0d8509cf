/** The history's own file, beside the database. What may be lost by a moment and grows by the hundred megabytes is kept apart
 *  from what must survive and fits a backup: neither waits for the other's disk writes, and either can be set aside alone. */
import Sqlite from "better-sqlite3";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { RegdeskError } from "#shared/errors.ts";
import type { Database } from "../database.ts";

const HISTORY_FILE = "history.db";

/** Where the history lies. @param path of the database */
export function historyBeside(path: string): string {
  return path === ":memory:" ? path : join(dirname(path), HISTORY_FILE);
}

/** How long a segment is, in milliseconds. What is younger lies as rows in `recent_moments`; when a segment is over, they
 *  are packed: a row for each register in it. */
export const SEGMENT = 600_000;

export function segmentOf(at: number): number {
  return Math.floor(at / SEGMENT);
}

const SCHEMA = `
  -- Register 17 stays register 17: numbers are not given anew, not even after all of its past is gone.
  CREATE TABLE registers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    -- What the packed past of it takes, in bytes; counting it anew would mean to read all of it.
    moments_bytes INTEGER NOT NULL DEFAULT 0,
    minutes_bytes INTEGER NOT NULL DEFAULT 0,
    -- Changes before this segment were dropped; their minutes are there yet.
    moments_from INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  -- What happened lately, as it came: adding to its end touches one page, however many registers there are.
  CREATE TABLE recent_moments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    register INTEGER NOT NULL,
    at INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    value ANY
  ) STRICT;
  -- The same, packed. \`part\` tells rows apart where the clock was set back and a segment came twice.
  CREATE TABLE moments (
    register INTEGER NOT NULL,
    segment INTEGER NOT NULL,
    part INTEGER NOT NULL,
    packed BLOB NOT NULL,
    PRIMARY KEY (register, segment, part)
  ) STRICT, WITHOUT ROWID;
  -- The one-minute rollups of a segment, made when it is packed: no change is ever dropped that was not rolled up. Empty
  -- where there was no number. \`count\` is how many moments were packed with it.
  CREATE TABLE minutes (
    register INTEGER NOT NULL,
    segment INTEGER NOT NULL,
    part INTEGER NOT NULL,
    count INTEGER NOT NULL,
    packed BLOB NOT NULL,
    PRIMARY KEY (register, segment, part)
  ) STRICT, WITHOUT ROWID;
  -- When the host observed (running), and when it did not although it ran.
  CREATE TABLE observation (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    from_at INTEGER NOT NULL,
    to_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX observation_by_end ON observation (to_at);
`;

const BREAKS = `
  -- How often a line breaks off in the segment, or begins again after it had, so that a plot which leaves the segment out knows
  -- what it may not be drawn past. NULL where nobody has counted: it was packed before there was this column.
  ALTER TABLE minutes ADD COLUMN breaks INTEGER;
`;

/** Append only, like the database's: a shipped one is never edited. */
const MIGRATIONS: readonly string[] = [SCHEMA, BREAKS];

/** Of the newest schema. */
export const HISTORY_VERSION = MIGRATIONS.length;

/** Opens it to write, new where there is none. @param version of the schema it is brought to  @throws SqliteError */
export function openHistory(path: string, version = HISTORY_VERSION): Database {
  const database = new Sqlite(path);
  try {
    // Before the first table, or not at all. Free pages are used again; what stays free too long is given back in steps.
    database.pragma("auto_vacuum = INCREMENTAL");
    database.pragma("journal_mode = WAL");
    // A power cut may cost the last moments, never the file.
    database.pragma("synchronous = NORMAL");
    // Packing a long segment makes the log large once; it does not stay so.
    database.pragma("journal_size_limit = 67108864");
    database.pragma("busy_timeout = 2000");
    const current = database.pragma("user_version", { simple: true }) as number;
    if (current > HISTORY_VERSION) throw tooNew(path, current);
    database.transaction(() => {
      for (const migration of MIGRATIONS.slice(current, version)) database.exec(migration);
      database.pragma(`user_version = ${Math.max(current, version)}`);
    })();
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Opens it to read, beside a host that writes it or without one, also one that no host has brought to the newest schema yet.
 *  @returns undefined where there is none yet
 *  @throws SqliteError  @throws {RegdeskError} `STORE_UNAVAILABLE` when it is another version's */
export function openHistoryToRead(path: string): Database | undefined {
  if (!existsSync(path)) return undefined;
  const database = new Sqlite(path, { readonly: true, fileMustExist: true });
  const version = database.pragma("user_version", { simple: true }) as number;
  if (version >= 1 && version <= HISTORY_VERSION) return database;
  database.close();
  if (version > HISTORY_VERSION) throw tooNew(path, version);
  // The host has not come to write its first table yet.
  return undefined;
}

function tooNew(path: string, version: number): RegdeskError {
  return new RegdeskError(
    "STORE_UNAVAILABLE",
    `The history ${path} was written by a newer Regdesk (schema ${version}, this one knows ${HISTORY_VERSION}); install that version`,
  );
}
