import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "./database.ts";

const KEPT = 5;
const DAY = 24 * 3_600_000;
const NAME = /^regdesk-.*\.db$/;

/** A copy of the database as it was. */
export interface Backup {
  readonly path: string;
  /** Epoch milliseconds. */
  readonly madeAt: number;
}

/** The backups of a data directory, newest first. */
export function backupsIn(dataDirectory: string): Backup[] {
  const folder = backupFolder(dataDirectory);
  try {
    return readdirSync(folder)
      .filter((name) => NAME.test(name))
      .map((name) => ({ path: join(folder, name), madeAt: statSync(join(folder, name)).mtimeMs }))
      .sort((a, b) => b.madeAt - a.madeAt);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/** Makes a backup unless there is one of the last day, and drops those beyond the newest five. It is copied page by
 *  page, between other work, and gets its name when it is whole. @param now epoch milliseconds */
export async function backUpDaily(database: Database, dataDirectory: string, now: number): Promise<void> {
  const [newest] = backupsIn(dataDirectory);
  if (newest !== undefined && now - newest.madeAt < DAY) return;
  const folder = backupFolder(dataDirectory);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const unfinished = join(folder, "unfinished.db");
  rmSync(unfinished, { force: true });
  await database.backup(unfinished);
  renameSync(unfinished, join(folder, `regdesk-${new Date(now).toISOString().replace(/[:.]/g, "-")}.db`));
  for (const { path } of backupsIn(dataDirectory).slice(KEPT)) rmSync(path, { force: true });
}

function backupFolder(dataDirectory: string): string {
  return join(dataDirectory, "backups");
}
