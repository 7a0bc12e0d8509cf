import Sqlite from "better-sqlite3";
import { copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { RegdeskError } from "#shared/errors.ts";
import type { Database } from "./database.ts";
import { MIGRATIONS } from "./migrations/migrations.ts";
import { storageCode, troubleOf } from "./trouble.ts";

export interface ReadingDatabase extends Disposable {
  readonly database: Database;
  /** It stands still while the database itself may go on. */
  readonly isCopy: boolean;
}

/** Opens a database to read it, beside a host that writes it or without one. Nothing of it is changed, not even its schema.
 *  @throws {RegdeskError} `STORE_UNAVAILABLE` */
export function openToRead(path: string): ReadingDatabase {
  try {
    return inPlace(path);
  } catch (error) {
    const code = storageCode(error);
    if (code === undefined) throw error;
    if (existsSync(path) && troubleOf(code, path).reason === "read-only") return copied(path);
    throw unreadable(path, error);
  }
}

/** @throws SqliteError */
function inPlace(path: string): ReadingDatabase {
  const database = new Sqlite(path, { readonly: true, fileMustExist: true });
  try {
    const version = database.pragma("user_version", { simple: true }) as number;
    if (version !== MIGRATIONS.length) throw otherVersion(path, version);
    return { database, isCopy: false, [Symbol.dispose]: () => void database.close() };
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Where nothing may be written, SQLite cannot make the file it needs beside a database; in a directory of ours it can. */
function copied(path: string): ReadingDatabase {
  const folder = mkdtempSync(join(tmpdir(), "regdesk-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const copy = join(folder, basename(path));
    for (const suffix of ["", "-wal"]) if (existsSync(path + suffix)) copyFileSync(path + suffix, copy + suffix);
    const opened = inPlace(copy);
    return {
      database: opened.database,
      isCopy: true,
      [Symbol.dispose]() {
        opened[Symbol.dispose]();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw storageCode(error) === undefined ? error : unreadable(path, error);
  }
}

/** @param error of SQLite or of the operating system  @param cure what to do, in whole sentences */
export function unreadable(
  path: string,
  error: unknown,
  cure = "Check that it is there, and that this user may read it.",
): RegdeskError {
  const cause = error instanceof Error ? error.message : String(error);
  const message = `The database ${path} cannot be read: ${cause}. ${cure}`;
  return new RegdeskError("STORE_UNAVAILABLE", message, { cause: error });
}

function otherVersion(path: string, version: number): RegdeskError {
  const cure =
    version > MIGRATIONS.length ? "install that version" : "start this Regdesk on it once, which brings it up to date";
  const sentence = `The database ${path} was written by another version of Regdesk (schema ${version}, this one reads ${MIGRATIONS.length}); ${cure}`;
  return new RegdeskError("STORE_UNAVAILABLE", sentence);
}
