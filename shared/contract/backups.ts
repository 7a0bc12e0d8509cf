import { oc } from "@orpc/contract";
import { z } from "zod";
import { ERROR_STATUS } from "../errors.ts";
import { BackupMerge } from "../model/backup-merge.ts";
import { Backup, RestorePreview, type BackupsState } from "../model/backup.ts";
import { FileName, Piece } from "../piece.ts";
import { feedOf } from "./feed.ts";
import { UploadId } from "./uploads.ts";

const made = oc.errors({
  BACKUP_INVALID: { status: ERROR_STATUS.BACKUP_INVALID },
  BACKUP_NOT_FOUND: { status: ERROR_STATUS.BACKUP_NOT_FOUND },
  BACKUP_STOPPED: { status: ERROR_STATUS.BACKUP_STOPPED },
  DATABASE_TOO_NEW: { status: ERROR_STATUS.DATABASE_TOO_NEW },
  DISK_FULL: { status: ERROR_STATUS.DISK_FULL },
  STORE_UNAVAILABLE: { status: ERROR_STATUS.STORE_UNAVAILABLE },
  UPLOAD_NOT_FOUND: { status: ERROR_STATUS.UPLOAD_NOT_FOUND },
});
const named = made.input(z.object({ name: FileName }));

/** One of the host's backups, or a file that was sent and is not kept. */
export const MergeOrigin = z.union([
  z.object({ name: FileName }),
  z.object({ upload: UploadId, file: z.string().min(1).max(255) }),
]);
export type MergeOrigin = z.infer<typeof MergeOrigin>;

export const backups = {
  /** Now, and again whenever one comes or goes. */
  watch: oc.output(feedOf<BackupsState>()),
  /** Makes one now, without the history if nothing is said, and has read it through when it answers. */
  make: made.input(z.object({ withHistory: z.boolean() }).optional()).output(Backup),
  /** Keeps an uploaded file as a backup, if it is one. */
  bring: made.input(z.object({ upload: UploadId })).output(Backup),
  /** What going back to it would mean. */
  preview: named.output(RestorePreview),
  /** Goes back to it at the next start, with the history in it if nothing else is said; until then it can be thought better of. */
  restore: made.input(z.object({ name: FileName, withHistory: z.boolean().default(true) })),
  /** What of it would come in beside what is here. */
  previewMerge: made.input(MergeOrigin).output(BackupMerge),
  /** Takes in what is missing here, at once; what is here stays as it is. Answers what came, and what was refused. */
  merge: made.input(MergeOrigin).output(BackupMerge),
  /** Ends the one that is being made, or the restore that is being prepared: whoever asked for it hears so. */
  stop: oc,
  cancelRestore: oc,
  /** Erases everything at the next start, backups too, and takes back a restore that waits for it. */
  erase: made,
  cancelErase: oc,
  remove: named,
  read: made.input(z.object({ name: FileName, offset: z.int().nonnegative() })).output(Piece),
};
