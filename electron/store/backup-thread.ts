/** A thread for one piece of work on a backup: it may take minutes, and the host must not wait for it. */
import { parentPort, workerData } from "node:worker_threads";
import { RegdeskError } from "#shared/errors.ts";
import type { DatabaseContents } from "#shared/model/backup.ts";
import { checkBackup, contentsOf, copyDatabase, madePlain } from "./backup-file.ts";
import type { BackupAnswer, BackupWork } from "./backup-work.ts";
import { stageRestore } from "./staged-restore.ts";

async function done(work: BackupWork): Promise<DatabaseContents> {
  switch (work.kind) {
    case "copy":
      return copyDatabase(work.from, work.to);
    case "check":
      return checkBackup(work.path);
    case "adopt":
      checkBackup(work.path);
      madePlain(work.path);
      return checkBackup(work.path);
    case "stage":
      stageRestore(work.dataDirectory, work.wish);
      return contentsOf(work.wish.backup);
    case "contents":
      return contentsOf(work.path);
  }
}

async function answered(work: BackupWork): Promise<BackupAnswer> {
  try {
    return { contents: await done(work) };
  } catch (error) {
    if (error instanceof RegdeskError) return { code: error.code, refusal: error.message };
    throw error;
  }
}

if (parentPort === null) throw new Error("backups are a thread's of the host and do not run alone");
const port = parentPort;
void answered(workerData as BackupWork).then((answer) => port.postMessage(answer));
