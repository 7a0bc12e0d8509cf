import { Worker } from "node:worker_threads";
import { RegdeskError, type ErrorCode } from "#shared/errors.ts";
import type { DatabaseContents } from "#shared/model/backup.ts";
import type { MadeByPeople } from "./made-by-people.ts";
import type { OnPiece } from "./history-in-backup.ts";
import type { RestoreWish } from "./staged-restore.ts";

export type BackupWork =
  /** Copies a running database, and the history whose file is named, and reads the copy through. */
  | { readonly kind: "copy"; readonly from: string; readonly to: string; readonly history: string | undefined }
  /** Reads a backup through. */
  | { readonly kind: "check"; readonly path: string }
  /** Reads a file from elsewhere through and makes it a backup of ours. */
  | { readonly kind: "adopt"; readonly path: string }
  /** What is in the database that is in use. */
  | { readonly kind: "contents"; readonly path: string }
  /** Reads a backup through, and then what people made. One from elsewhere becomes a plain file first. */
  | { readonly kind: "made"; readonly path: string; readonly isOurs: boolean }
  /** Puts a backup where it takes the database's place at the next start. */
  | { readonly kind: "stage"; readonly dataDirectory: string; readonly wish: RestoreWish };

/** How far it is, now and then; and at last what came of it. */
export type BackupAnswer =
  | { readonly done: number; readonly all: number }
  | { readonly contents: DatabaseContents }
  | { readonly made: MadeByPeople }
  | { readonly code: ErrorCode; readonly refusal: string };

export interface Attention {
  /** Ends the work; what there is of it is to be thrown away. */
  readonly signal?: AbortSignal;
  readonly onPiece?: OnPiece | undefined;
}

/** Has a thread do it. @throws {RegdeskError} like the functions of `backup-file.ts`, or `BACKUP_STOPPED` */
export async function doneInThread(
  work: Exclude<BackupWork, { kind: "made" }>,
  attention?: Attention,
): Promise<DatabaseContents> {
  const answer = await answered(work, attention);
  if ("contents" in answer) return answer.contents;
  throw new Error(`a thread answered ${work.kind} with something else`);
}

/** @throws {RegdeskError} `BACKUP_INVALID`, `DATABASE_TOO_NEW` or `BACKUP_STOPPED` */
export async function madeByPeopleIn(path: string, isOurs: boolean, signal: AbortSignal): Promise<MadeByPeople> {
  const answer = await answered({ kind: "made", path, isOurs }, { signal });
  if ("made" in answer) return answer.made;
  throw new Error("a thread was asked what people made and answered something else");
}

type Result = Extract<BackupAnswer, { contents: unknown } | { made: unknown }>;

async function answered(work: BackupWork, { signal, onPiece }: Attention = {}): Promise<Result> {
  // In the sources the thread is a .ts file, in the bundle a .js file; either way it lies beside this one.
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const worker = new Worker(new URL(`./backup-thread.${extension}`, import.meta.url), { workerData: work });
  const ended = Promise.withResolvers<Result>();
  worker.once("error", ended.reject);
  worker.on("message", (answer: BackupAnswer) => {
    if ("done" in answer) onPiece?.(answer.done, answer.all);
    else if ("code" in answer) ended.reject(new RegdeskError(answer.code, answer.refusal));
    else ended.resolve(answer);
  });
  const stop = (): void =>
    ended.reject(new RegdeskError("BACKUP_STOPPED", "It was stopped, and nothing of it is kept"));
  if (signal?.aborted === true) stop();
  signal?.addEventListener("abort", stop);
  try {
    return await ended.promise;
  } finally {
    signal?.removeEventListener("abort", stop);
    await worker.terminate(); // waits until the thread has let go of its files
  }
}
