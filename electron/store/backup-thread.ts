/** A thread for one piece of work on a backup: it may take minutes, and the host must not wait for it. */
import { parentPort, workerData } from "node:worker_threads";
import { RegdeskError } from "#shared/errors.ts";
import type { DatabaseContents } from "#shared/model/backup.ts";
import { checkBackup, contentsOf, copyDatabase, madePlain, presentContents } from "./backup-file.ts";
import type { BackupAnswer, BackupWork } from "./backup-work.ts";
import type { OnPiece } from "./history-in-backup.ts";
import { madeByPeople } from "./made-by-people.ts";
import { stageRestore } from "./staged-restore.ts";

async function done(work: Exclude<BackupWork, { kind: "made" }>, onPiece: OnPiece): Promise<DatabaseContents> {
  switch (work.kind) {
    case "copy":
      return copyDatabase(work.from, work.to, work.history === undefined ? undefined : { path: work.history, onPiece });
    case "check":
      return checkBackup(work.path);
    case "adopt":
      checkBackup(work.path);
      madePlain(work.path);
      return checkBackup(work.path);
    case "stage":
      stageRestore(work.dataDirectory, work.wish, onPiece);
      return contentsOf(work.wish.backup);
    case "contents":
      return presentContents(work.path);
  }
}

async function answered(work: BackupWork, onPiece: OnPiece): Promise<BackupAnswer> {
  try {
    if (work.kind === "made") return { made: madeByPeople(work.path, work.isOurs) };
    return { contents: await done(work, onPiece) };
  } catch (error) {
    if (error instanceof RegdeskError) return { code: error.code, refusal: error.message };
    throw error;
  }
}

if (parentPort === null) throw new Error("backups are a thread's of the host and do not run alone");
const port = parentPort;
const answer = (answer: BackupAnswer): void => port.postMessage(answer);
void answered(workerData as BackupWork, (done, all) => answer({ done, all })).then(answer);
