import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import type { BackupKind } from "#shared/model/backup.ts";
import { madePlain } from "./backup-file.ts";
import { surplusOf } from "./backups-kept.ts";
import type { Database } from "./database.ts";

const DAY = 24 * 3_600_000;
/** A file's time may be a little after the moment at which its backup began. */
const SLACK = 3_600_000;
/** The beginning of a backup's name says where it came from. */
const PREFIXES: Readonly<Record<BackupKind, string>> = {
  ...{ daily: "regdesk", "by-hand": "by-hand", brought: "brought" },
  "before-update": "before-update",
};
const NAME = /^(regdesk|by-hand|brought|before-update)-.*\.db$/;
/** And its end, whether the history is in it. */
const WITH_HISTORY = "-with-history.db";
/** One that is not whole yet. */
const UNFINISHED = /^unfinished(-[a-z-]+)?\.db$/;

/** A copy of the database as it was. */
export interface StoredBackup {
  readonly path: string;
  readonly kind: BackupKind;
  /** Epoch milliseconds. */
  readonly madeAt: number;
  readonly bytes: number;
  /** Whether the history is in it, too. */
  readonly withHistory: boolean;
}

/** Whether a file of this name is a backup, or what is left of one that was cut off. */
export function isBackupFile(name: string): boolean {
  const database = name.replace(/-(journal|wal|shm)$/, "");
  return NAME.test(database) || UNFINISHED.test(database);
}

/** What a folder says when there is nothing to be seen in it. */
const NOTHING_TO_SEE = ["ENOENT", "ENOTDIR", "EACCES", "EPERM"];

/** The backups of a data directory, newest first. One that goes meanwhile is left out. */
export function backupsIn(dataDirectory: string): StoredBackup[] {
  const folder = backupFolder(dataDirectory);
  return namesIn(folder)
    .filter((name) => NAME.test(name) && existsSync(join(folder, name)))
    .map((name) => described(join(folder, name)))
    .sort((a, b) => b.madeAt - a.madeAt);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (NOTHING_TO_SEE.includes((error as NodeJS.ErrnoException).code ?? "")) return [];
    throw error;
  }
}

/** Makes a backup unless there is one of the last day, and drops those that are not kept any more; those made by hand stay. It
 *  is copied page by page, between other work, and gets its name when it is whole.
 *  @param when `now` in epoch milliseconds; `kept`, how many of the newest are left
 *  @returns its path, if one was made */
export async function backUpDaily(
  database: Database,
  dataDirectory: string,
  { now, kept }: { readonly now: number; readonly kept: number },
): Promise<string | undefined> {
  const daily = () => backupsIn(dataDirectory).filter(({ kind }) => kind === "daily");
  // One of a time that is yet to come is of a clock that was set back, and says nothing about today.
  if (daily().some(({ madeAt }) => madeAt < now + SLACK && now - madeAt < DAY)) return undefined;
  const unfinished = unfinishedIn(dataDirectory, "daily");
  await database.backup(unfinished);
  madePlain(unfinished);
  const path = backupPath(dataDirectory, "daily", now);
  renameSync(unfinished, path);
  for (const { path: surplus } of surplusOf(daily(), kept)) rmSync(surplus, { force: true });
  return path;
}

/** What a backup is called once it is whole. */
export function backupPath(
  dataDirectory: string,
  kind: BackupKind,
  now: number,
  { withHistory = false }: { readonly withHistory?: boolean } = {},
): string {
  const stamp = new Date(now).toISOString().replace(/[:.]/g, "-");
  return join(backupFolder(dataDirectory), `${PREFIXES[kind]}-${stamp}${withHistory ? WITH_HISTORY : ".db"}`);
}

/** Where one is written until it is whole; whatever an earlier run left there is gone.
 *  @param whose a command has a place of its own, because it does not wait for the host that may be making one */
export function unfinishedIn(dataDirectory: string, whose: BackupKind | "command"): string {
  mkdirSync(backupFolder(dataDirectory), { recursive: true, mode: 0o700 });
  const path = unfinishedPath(dataDirectory, whose);
  removeUnfinished(path);
  return path;
}

/** With the journal that it may have had when it was cut off. */
export function removeUnfinished(path: string): void {
  for (const suffix of ["", "-journal"]) rmSync(path + suffix, { force: true });
}

/** Gives back the room that a host's run took which was cut off; where nothing may be written, nothing was. */
export function removeLeftUnfinished(dataDirectory: string): void {
  try {
    for (const kind of ["by-hand", "brought"] as const) removeUnfinished(unfinishedPath(dataDirectory, kind));
  } catch (error) {
    if (!["EACCES", "EPERM", "EROFS", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}

function unfinishedPath(dataDirectory: string, whose: BackupKind | "command"): string {
  return join(backupFolder(dataDirectory), whose === "daily" ? "unfinished.db" : `unfinished-${whose}.db`);
}

export function backupFolder(dataDirectory: string): string {
  return join(dataDirectory, "backups");
}

export function described(path: string): StoredBackup {
  const { mtimeMs, size } = statSync(path);
  const prefix = NAME.exec(basename(path))?.[1];
  const kind = (Object.keys(PREFIXES) as BackupKind[]).find((each) => PREFIXES[each] === prefix) ?? "brought";
  return { path, kind, madeAt: mtimeMs, bytes: size, withHistory: path.endsWith(WITH_HISTORY) };
}
