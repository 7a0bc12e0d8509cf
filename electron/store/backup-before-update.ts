import Sqlite from "better-sqlite3";
import { chmodSync, existsSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { madePlain } from "./backup-file.ts";
import { backupPath, backupsIn, unfinishedIn } from "./backups.ts";
import { MIGRATIONS } from "./migrations/migrations.ts";

/** So many are kept: one to go back to, and those before it for who notices late. */
const KEPT = 3;

/** Copies a database that an older Regdesk wrote, before this one changes its schema: the way back to the older one. It
 *  gets its name when it is whole; where it cannot be made, nothing is changed either.
 *  @param now epoch milliseconds  @returns its path, if one was needed
 *  @throws what SQLite says of a disk that is full or a database that is damaged */
export function backUpBeforeUpdate(path: string, now: number): string | undefined {
  if (!existsSync(path)) return undefined;
  const dataDirectory = dirname(path);
  const database = new Sqlite(path, { fileMustExist: true });
  try {
    const version = database.pragma("user_version", { simple: true }) as number;
    if (version === 0 || version >= MIGRATIONS.length) return undefined;
    const unfinished = unfinishedIn(dataDirectory, "before-update");
    database.prepare("VACUUM INTO ?").run(unfinished);
    chmodSync(unfinished, 0o600);
    madePlain(unfinished);
    const backup = backupPath(dataDirectory, "before-update", now);
    renameSync(unfinished, backup);
    const all = backupsIn(dataDirectory).filter(({ kind }) => kind === "before-update");
    for (const older of all.slice(KEPT)) rmSync(older.path, { force: true });
    return backup;
  } catch (error) {
    throw asStorageError(error);
  } finally {
    database.close();
  }
}

/** A folder that may not be written, or has no room, is told like a database that has not. */
function asStorageError(error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ENOSPC") return new Sqlite.SqliteError(message, "SQLITE_FULL");
  if (code === "EACCES" || code === "EPERM" || code === "EROFS")
    return new Sqlite.SqliteError(message, "SQLITE_READONLY");
  return error;
}
