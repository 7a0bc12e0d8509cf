/** One file that holds a whole database: made from a running one, read through, and told what is in it. All of it takes as
 *  long as the disk needs, so a host has its thread do it. */
import Sqlite from "better-sqlite3";
import { chmodSync, existsSync, statfsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { RegdeskError } from "#shared/errors.ts";
import type { DatabaseContents, HistoryContents } from "#shared/model/backup.ts";
import { GatePolicy } from "#shared/model/gate.ts";
import type { Database } from "./database.ts";
import { historyBeside, HISTORY_VERSION, openHistoryToRead } from "./history/history-database.ts";
import { auditContents } from "./audit-contents.ts";
import { addHistory, contentsOfHistory, historyIn, type OnPiece } from "./history-in-backup.ts";
import { MIGRATIONS } from "./migrations/migrations.ts";
import { storageCode } from "./trouble.ts";

/** So many pages are copied at once: all there are. In steps a copy would begin anew with every write of the host. */
const ALL_PAGES = 0x7fff_ffff;

/** What a copy of the history leaves free on the disk, in bytes: database and history need it more. */
const SPARE = 64 << 20;

export interface HistoryToCopy {
  /** Its file. */
  readonly path: string;
  readonly onPiece?: OnPiece;
}

/** Copies a database that others may be writing, and its history if that is wanted, and reads the copy through. Where this
 *  fails, what there is of the copy is of no use.
 *  @throws {RegdeskError} `DISK_FULL`, `STORE_UNAVAILABLE` or `BACKUP_INVALID` */
export async function copyDatabase(from: string, to: string, history?: HistoryToCopy): Promise<DatabaseContents> {
  if (history !== undefined) makeSureOfRoom(to, sizeOf(from) + sizeOf(history.path));
  await made(from, to);
  madePlain(to);
  if (history !== undefined && existsSync(history.path)) copyHistory(to, history);
  return checkBackup(to);
}

function copyHistory(to: string, { path, onPiece }: HistoryToCopy): void {
  try {
    addHistory(to, path, (done, all) => {
      makeSureOfRoom(to);
      onPiece?.(done, all);
    });
  } catch (error) {
    const code = storageCode(error);
    if (code === undefined) throw error;
    if (code === "SQLITE_FULL") throw noRoom(to, error);
    const message = `The history ${path} cannot be copied into a backup: ${String(error)}. Back up without it; a damaged history is set aside by itself.`;
    throw new RegdeskError("STORE_UNAVAILABLE", message, { cause: error });
  }
}

/** @param needed bytes  @throws {RegdeskError} `DISK_FULL` */
function makeSureOfRoom(path: string, needed = 0): void {
  const { bavail, bsize } = statfsSync(dirname(path));
  if (bavail * bsize < needed + SPARE) throw noRoom(path);
}

function noRoom(path: string, cause?: unknown): RegdeskError {
  const message = `There is not enough room in ${dirname(path)} for a backup with the history; make room, or back up without it`;
  return new RegdeskError("DISK_FULL", message, { cause });
}

async function made(from: string, to: string): Promise<void> {
  try {
    const database = new Sqlite(from, { readonly: true, fileMustExist: true });
    try {
      await database.backup(to, { progress: () => ALL_PAGES });
      chmodSync(to, 0o600);
    } finally {
      database.close();
    }
  } catch (error) {
    if (storageCode(error) === undefined) throw error;
    const message = `No backup of ${from} can be written to ${to}: ${String(error)}. Check that there is room, and that both may be used.`;
    throw new RegdeskError("STORE_UNAVAILABLE", message, { cause: error });
  }
}

/** A backup is one file: without a journal beside it, and readable where nothing may be written. */
export function madePlain(path: string): void {
  const database = new Sqlite(path);
  database.pragma("journal_mode = DELETE");
  database.close();
}

/** Reads a backup through. @throws {RegdeskError} `BACKUP_INVALID` or `DATABASE_TOO_NEW` */
export function checkBackup(path: string): DatabaseContents {
  return readingBackup(path, (database) => {
    const found = database.pragma("integrity_check(1)", { simple: true });
    if (found !== "ok") throw invalid(path, String(found));
    return contentsIn(database, path);
  });
}

/** What is in a database. @throws {RegdeskError} `BACKUP_INVALID` or `DATABASE_TOO_NEW` */
export function contentsOf(path: string): DatabaseContents {
  return readingBackup(path, (database) => contentsIn(database, path));
}

/** What is in the database that is in use, and in its history. @throws {RegdeskError} `BACKUP_INVALID` or `DATABASE_TOO_NEW` */
export function presentContents(path: string): DatabaseContents {
  const history = presentHistory(historyBeside(path));
  return { ...contentsOf(path), ...(history === undefined ? {} : { history }) };
}

/** One that cannot be read is told by who keeps it. */
function presentHistory(path: string): HistoryContents | undefined {
  try {
    const database = openHistoryToRead(path);
    try {
      return database && contentsOfHistory(database, "main");
    } finally {
      database?.close();
    }
  } catch (error) {
    if (storageCode(error) === undefined && !(error instanceof RegdeskError)) throw error;
    return undefined;
  }
}

/** What is read in a database that another Regdesk may have written, or another program.
 *  @throws {RegdeskError} `BACKUP_INVALID` or `DATABASE_TOO_NEW` */
export function readingBackup<Found>(path: string, read: (database: Database) => Found): Found {
  try {
    const database = new Sqlite(path, { readonly: true, fileMustExist: true });
    try {
      refuseForeign(database, path);
      return read(database);
    } finally {
      database.close();
    }
  } catch (error) {
    // SQLite notices damage to its own structure, not to the texts in it.
    if (storageCode(error) === undefined && !(error instanceof SyntaxError)) throw error;
    throw invalid(path, error instanceof Error ? error.message : String(error));
  }
}

function refuseForeign(database: Database, path: string): void {
  const version = versionOf(database);
  if (version > MIGRATIONS.length) {
    const sentence = `The backup ${path} was made by a newer Regdesk (schema ${version}, this one knows ${MIGRATIONS.length}); install that version first`;
    throw new RegdeskError("DATABASE_TOO_NEW", sentence);
  }
  const tables = database.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
  if (version < 1 || !tables.includes("registers")) throw invalid(path, "it is a database of another program");
  const history = historyIn(database);
  if (history !== undefined && history.version > HISTORY_VERSION) {
    const sentence = `The history in the backup ${path} was written by a newer Regdesk (schema ${history.version}, this one knows ${HISTORY_VERSION}); install that version first`;
    throw new RegdeskError("DATABASE_TOO_NEW", sentence);
  }
}

function contentsIn(database: Database, path: string): DatabaseContents {
  const count = (table: string) => database.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
  const { lines, latestAt } = auditContents(database);
  const history = historyIn(database)?.contents;
  return {
    version: versionOf(database),
    registers: count("registers"),
    changeRequests: count("change_requests"),
    auditLines: lines,
    ...(latestAt === undefined ? {} : { latestAt }),
    rules: rulesIn(database),
    bytes: sizeOf(path),
    ...(history === undefined ? {} : { history }),
  };
}

function rulesIn(database: Database): number {
  const find = database.prepare<[string], string>("SELECT document FROM documents WHERE name = ?").pluck();
  const policy = GatePolicy.safeParse(JSON.parse(find.get("gatePolicy") ?? "{}"));
  return policy.success ? policy.data.rules.length : 0;
}

function versionOf(database: Database): number {
  return database.pragma("user_version", { simple: true }) as number;
}

/** Bytes of a database on the disk, its journal included. */
export function sizeOf(path: string): number {
  const sizes = ["", "-wal"].map((suffix) => statSync(path + suffix, { throwIfNoEntry: false })?.size ?? 0);
  return sizes.reduce((sum, size) => sum + size);
}

function invalid(path: string, why: string): RegdeskError {
  return new RegdeskError("BACKUP_INVALID", `${path} is no backup that can be used: ${why}; choose another`);
}
