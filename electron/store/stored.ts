import Sqlite from "better-sqlite3";
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseJson } from "#shared/json.ts";
import type { ChangeRequest } from "#shared/model/change-request.ts";
import type { StoredFleet } from "../fleet/fleet-store.ts";
import { NO_FLEET } from "../fleet/fleet-store.ts";
import type { RegisterRecord } from "../registry/register-record.ts";
import { NOTHING_STORED, type StoredSources } from "../sync/source-store.ts";
import { backUpBeforeUpdate } from "./backup-before-update.ts";
import { lastChangeRequestId, loadChangeRequests } from "./change-requests-table.ts";
import { openDatabase, type Database } from "./database.ts";
import { defaultDocuments, loadDocuments, type LoadedDocuments } from "./documents-table.ts";
import { loadFleet } from "./fleet-tables.ts";
import { loadRegisters } from "./registers-table.ts";
import { loadRevision } from "./revision-table.ts";
import { loadStoredSources } from "./source-tables.ts";
import { setAside } from "./set-aside.ts";
import { storageCode, troubleOf, type Trouble } from "./trouble.ts";

/** How many finished change requests a window shows at once. */
const FINISHED_SHOWN = 1_000;

/** What the last run left behind. */
export interface Stored extends LoadedDocuments {
  /** For the registry, whose records they become. */
  readonly registers: readonly RegisterRecord[];
  readonly changeRequests: readonly ChangeRequest[];
  readonly lastChangeRequestId: number;
  /** Sources, and what they provide. */
  readonly sync: StoredSources;
  /** Devices and alarms. */
  readonly fleet: StoredFleet;
  /** The highest revision that was stored. */
  readonly revision: number;
  /** Why the database cannot be written, if so. */
  readonly trouble?: Trouble;
  /** Where a damaged database was put; this run began with an empty one. */
  readonly damaged?: string;
}

/** Loads what there is, whatever state the database is in: a technician needs the listener more than the past.
 *  @param now epoch milliseconds */
export function loadStored(path: string, now: number): Stored {
  try {
    backUpBeforeUpdate(path, now);
    return load(path);
  } catch (error) {
    const code = storageCode(error);
    if (code === undefined) throw error;
    const trouble = troubleOf(code, path);
    if (trouble.reason === "corrupt") return { ...startAnew(path, now) };
    return { ...loadCopy(path, now), trouble };
  }
}

function load(path: string): Stored {
  const database = openDatabase(path);
  try {
    return readFrom(database);
  } catch (error) {
    if (storageCode(error) !== undefined) throw error;
    // SQLite notices damage to its own structure, not to the texts in it.
    throw new Sqlite.SqliteError(`what is stored is not what was written: ${String(error)}`, "SQLITE_CORRUPT");
  } finally {
    database.close();
  }
}

function readFrom(database: Database): Stored {
  const registers = loadRegisters(database);
  const changeRequests = loadChangeRequests(database, FINISHED_SHOWN);
  for (const { value } of changeRequests) parseJson(value);
  return {
    registers,
    changeRequests,
    lastChangeRequestId: lastChangeRequestId(database),
    sync: loadStoredSources(database),
    fleet: loadFleet(database),
    ...loadDocuments(database),
    revision: loadRevision(database),
  };
}

function startAnew(path: string, now: number): Stored {
  try {
    const damaged = setAside(path, now);
    // No reader of the lost one must take a revision of the new one for one it has seen.
    return { ...load(path), revision: now, damaged };
  } catch (error) {
    const code = storageCode(error);
    if (code === undefined) throw error;
    return { ...nothing(now), trouble: troubleOf(code, path) };
  }
}

/** A database that may only be read cannot be opened in place, because its journal wants to be written; a copy can. */
function loadCopy(path: string, now: number): Stored {
  const folder = mkdtempSync(join(tmpdir(), "regdesk-"));
  try {
    const copy = join(folder, basename(path));
    for (const suffix of ["", "-wal"]) if (existsSync(path + suffix)) copyFileSync(path + suffix, copy + suffix);
    return load(copy);
  } catch (error) {
    if (storageCode(error) === undefined) throw error;
    return nothing(now);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Nothing is known of what is on the disk. Numbers begin where no earlier run can have come, so that nothing of it is
 *  overwritten should the database come back. */
function nothing(now: number): Stored {
  return {
    registers: [],
    changeRequests: [],
    lastChangeRequestId: now,
    sync: { ...NOTHING_STORED, lastRunId: now },
    fleet: { ...NO_FLEET, lastDeviceId: now, lastAlarmId: now },
    ...defaultDocuments(),
    revision: now,
  };
}
