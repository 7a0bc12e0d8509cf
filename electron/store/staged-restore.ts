/** Going back to a backup in two steps, because a database cannot be replaced under a running host: the backup is copied
 *  beside it, and takes its place at the next start, before it is opened. Whenever the machine dies in between, the next
 *  start finds the old database or the new one, whole, and goes on where this one ended. */
import {
  copyFileSync,
  existsSync,
  openSync,
  fsyncSync,
  closeSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { RegdeskError } from "#shared/errors.ts";
import { StagedRestore } from "#shared/model/backup.ts";
import { checkBackup, madePlain } from "./backup-file.ts";
import { storageCode } from "./trouble.ts";

export interface RestoreWish {
  /** The backup's path. */
  readonly backup: string;
  readonly by: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Copies the backup beside the database.
 *  @throws {RegdeskError} `BACKUP_INVALID`, `DATABASE_TOO_NEW` or `STORE_UNAVAILABLE`; then nothing is staged */
export function stageRestore(dataDirectory: string, wish: RestoreWish): StagedRestore {
  cancelRestore(dataDirectory);
  try {
    return staged(dataDirectory, wish);
  } catch (error) {
    cancelRestore(dataDirectory);
    throw refusalFor(error, dataDirectory, wish.backup);
  }
}

/** What is told of an error: the backup was chosen, and nobody knows its copy. */
function refusalFor(error: unknown, dataDirectory: string, backup: string): unknown {
  if (error instanceof RegdeskError) {
    const message = error.message.replace(placesIn(dataDirectory).copy, backup);
    return new RegdeskError(error.code, message, { cause: error });
  }
  if (storageCode(error) === undefined) return error;
  const message = `The backup ${backup} cannot be copied into ${dataDirectory}: ${String(error)}. Check that there is room, and that both may be used.`;
  return new RegdeskError("STORE_UNAVAILABLE", message, { cause: error });
}

/** What counts is the note that says so, and it is written last. */
function staged(dataDirectory: string, { backup, by, at }: RestoreWish): StagedRestore {
  const places = placesIn(dataDirectory);
  copyFileSync(backup, places.copy);
  checkBackup(places.copy);
  madePlain(places.copy);
  synced(places.copy);
  const stamp = new Date(at).toISOString().replace(/[:.]/g, "-");
  const restore = { backup, by, at, setAside: join(dataDirectory, `regdesk.before-restore-${stamp}.db`) };
  writeFileSync(places.draft, JSON.stringify(restore), { mode: 0o600 });
  synced(places.draft);
  renameSync(places.draft, places.note);
  syncedFolder(dataDirectory);
  return restore;
}

/** The restore that waits for the next start. */
export function stagedIn(dataDirectory: string): StagedRestore | undefined {
  const { note, copy } = placesIn(dataDirectory);
  return existsSync(copy) ? noteIn(note) : undefined;
}

/** Nothing happens at the next start. */
export function cancelRestore(dataDirectory: string): void {
  const { note, draft, copy } = placesIn(dataDirectory);
  for (const path of [note, draft, copy, `${copy}-wal`, `${copy}-shm`]) rmSync(path, { force: true });
}

/** Puts the staged backup in the database's place; the database goes aside with its journals. Only before the database is
 *  opened. Called again after it was cut off, it does the rest.
 *  @returns what was restored, until {@link forgetRestore}: the audit may not have heard of it yet */
export function applyStagedRestore(dataDirectory: string): StagedRestore | undefined {
  const { note, copy, database } = placesIn(dataDirectory);
  const staged = noteIn(note);
  if (staged === undefined) {
    cancelRestore(dataDirectory); // what was cut off before it counted
    return undefined;
  }
  if (!existsSync(copy)) return staged;
  for (const suffix of ["", "-wal", "-shm"]) {
    if (existsSync(database + suffix)) renameSync(database + suffix, staged.setAside + suffix);
  }
  syncedFolder(dataDirectory);
  renameSync(copy, database);
  syncedFolder(dataDirectory);
  return staged;
}

/** The audit knows of it. */
export function forgetRestore(dataDirectory: string): void {
  rmSync(placesIn(dataDirectory).note, { force: true });
}

function placesIn(dataDirectory: string) {
  const at = (name: string): string => join(dataDirectory, name);
  return {
    note: at("restore.json"),
    draft: at("restore.json.draft"),
    copy: at("restore.db"),
    database: at("regdesk.db"),
  };
}

/** A note that cannot be read was never finished. */
function noteIn(path: string): StagedRestore | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return StagedRestore.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return undefined;
  }
}

function synced(path: string): void {
  const file = openSync(path, "r+");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes renames survive the loss of power; Windows opens no folders, and needs it not. */
function syncedFolder(path: string): void {
  if (process.platform === "win32") return;
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
