/** Going back to a backup in two steps, because a database cannot be replaced under a running host: the backup is copied
 *  beside it, and takes its place at the next start, before it is opened. Whenever the machine dies in between, the next
 *  start finds the old database or the new one, whole, and goes on where this one ended. */
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { RegdeskError } from "#shared/errors.ts";
import { StagedRestore } from "#shared/model/backup.ts";
import { checkBackup, madePlain } from "./backup-file.ts";
import { synced, syncedFolder, writeDurably } from "./durable.ts";
import { historyBeside } from "./history/history-database.ts";
import { leaveHistoryOut, takeHistory, type OnPiece } from "./history-in-backup.ts";
import { cancelErase } from "./staged-erase.ts";
import { storageCode } from "./trouble.ts";

export interface RestoreWish {
  /** The backup's path. */
  readonly backup: string;
  readonly by: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The history of now stays, though there may be one in the backup. */
  readonly withoutHistory?: boolean;
}

/** Copies the backup beside the database. Whoever wished before that everything be erased has thought better of it then.
 *  @throws {RegdeskError} `BACKUP_INVALID`, `DATABASE_TOO_NEW` or `STORE_UNAVAILABLE`; then nothing is staged */
export function stageRestore(
  dataDirectory: string,
  wish: RestoreWish,
  onPiece: OnPiece = () => undefined,
): StagedRestore {
  cancelRestore(dataDirectory);
  try {
    return staged(dataDirectory, wish, onPiece);
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
function staged(dataDirectory: string, wish: RestoreWish, onPiece: OnPiece): StagedRestore {
  const { backup, by, at, withoutHistory = false } = wish;
  const places = placesIn(dataDirectory);
  copyFileSync(backup, places.copy);
  const { history } = checkBackup(places.copy);
  if (history !== undefined) leaveHistoryOut(places.copy);
  madePlain(places.copy);
  synced(places.copy);
  const bringsHistory = history !== undefined && !withoutHistory;
  if (bringsHistory) {
    takeHistory(backup, places.historyCopy, onPiece); // out of the backup itself: two copies of it may be too much for the disk
    synced(places.historyCopy);
  }
  const stamp = new Date(at).toISOString().replace(/[:.]/g, "-");
  const aside = (name: string): string => join(dataDirectory, `${name}.before-restore-${stamp}.db`);
  const restore = {
    ...{ backup, by, at, setAside: aside("regdesk") },
    ...(bringsHistory ? { historySetAside: aside("history") } : {}),
  };
  cancelErase(dataDirectory); // not before: a backup that cannot be used takes nothing back
  writeDurably(places.note, places.draft, JSON.stringify(restore));
  return restore;
}

/** The restore that waits for the next start. */
export function stagedIn(dataDirectory: string): StagedRestore | undefined {
  const { note, copy } = placesIn(dataDirectory);
  return existsSync(copy) ? noteIn(note) : undefined;
}

/** Nothing happens at the next start. */
export function cancelRestore(dataDirectory: string): void {
  const { note, draft, copy, historyCopy } = placesIn(dataDirectory);
  const copies = [copy, historyCopy].flatMap((path) => ["", "-wal", "-shm", "-journal"].map((suffix) => path + suffix));
  for (const path of [note, draft, ...copies]) rmSync(path, { force: true });
}

/** Puts the staged backup in the database's place, and its history in the history's; what was there goes aside with its
 *  journals. Only before either is opened. Called again after it was cut off, it does the rest.
 *  @returns what was restored, until {@link forgetRestore}: the audit may not have heard of it yet */
export function applyStagedRestore(dataDirectory: string): StagedRestore | undefined {
  const { note, copy, database, historyCopy, history } = placesIn(dataDirectory);
  const staged = noteIn(note);
  if (staged === undefined) {
    cancelRestore(dataDirectory); // what was cut off before it counted
    return undefined;
  }
  replace(database, copy, staged.setAside);
  if (staged.historySetAside !== undefined) replace(history, historyCopy, staged.historySetAside);
  return staged;
}

/** Once the copy has its place it is no copy any more, and nothing is left to do. */
function replace(path: string, copy: string, setAside: string): void {
  if (!existsSync(copy)) return;
  for (const suffix of ["", "-wal", "-shm"]) {
    if (existsSync(path + suffix)) renameSync(path + suffix, setAside + suffix);
  }
  syncedFolder(dirname(path));
  renameSync(copy, path);
  syncedFolder(dirname(path));
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
    historyCopy: at("restore-history.db"),
    history: historyBeside(at("regdesk.db")),
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
