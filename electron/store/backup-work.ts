import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { RegdeskError, type ErrorCode } from "#shared/errors.ts";
import type { DatabaseContents } from "#shared/model/backup.ts";
import type { RestoreWish } from "./staged-restore.ts";

export type BackupWork =
  /** Copies a running database and reads the copy through. */
  | { readonly kind: "copy"; readonly from: string; readonly to: string }
  /** Reads a backup through. */
  | { readonly kind: "check"; readonly path: string }
  /** Reads a file from elsewhere through and makes it a backup of ours. */
  | { readonly kind: "adopt"; readonly path: string }
  | { readonly kind: "contents"; readonly path: string }
  /** Puts a backup where it takes the database's place at the next start. */
  | { readonly kind: "stage"; readonly dataDirectory: string; readonly wish: RestoreWish };

export type BackupAnswer =
  { readonly contents: DatabaseContents } | { readonly code: ErrorCode; readonly refusal: string };

/** Has a thread do it. @throws {RegdeskError} like the functions of `backup-file.ts` */
export async function doneInThread(work: BackupWork): Promise<DatabaseContents> {
  // In the sources the thread is a .ts file, in the bundle a .js file; either way it lies beside this one.
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const worker = new Worker(new URL(`./backup-thread.${extension}`, import.meta.url), { workerData: work });
  try {
    const [answer] = (await once(worker, "message")) as [BackupAnswer];
    if ("contents" in answer) return answer.contents;
    throw new RegdeskError(answer.code, answer.refusal);
  } finally {
    await worker.terminate();
  }
}
