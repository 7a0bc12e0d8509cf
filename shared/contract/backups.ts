import { oc } from "@orpc/contract";
import { z } from "zod";
import { ERROR_STATUS } from "../errors.ts";
import { Backup, RestorePreview, type BackupsState } from "../model/backup.ts";
import { FileName, Piece } from "../piece.ts";
import { feedOf } from "./feed.ts";
import { UploadId } from "./uploads.ts";

const made = oc.errors({
  BACKUP_INVALID: { status: ERROR_STATUS.BACKUP_INVALID },
  BACKUP_NOT_FOUND: { status: ERROR_STATUS.BACKUP_NOT_FOUND },
  DATABASE_TOO_NEW: { status: ERROR_STATUS.DATABASE_TOO_NEW },
  DISK_FULL: { status: ERROR_STATUS.DISK_FULL },
  STORE_UNAVAILABLE: { status: ERROR_STATUS.STORE_UNAVAILABLE },
  UPLOAD_NOT_FOUND: { status: ERROR_STATUS.UPLOAD_NOT_FOUND },
});
const named = made.input(z.object({ name: FileName }));

export const backups = {
  /** Now, and again whenever one comes or goes. */
  watch: oc.output(feedOf<BackupsState>()),
  /** Makes one now, and has read it through when it answers. */
  make: made.output(Backup),
  /** Keeps an uploaded file as a backup, if it is one. */
  bring: made.input(z.object({ upload: UploadId })).output(Backup),
  /** What going back to it would mean. */
  preview: named.output(RestorePreview),
  /** Goes back to it at the next start; until then it can be thought better of. */
  restore: named,
  cancelRestore: oc,
  remove: named,
  read: made.input(z.object({ name: FileName, offset: z.int().nonnegative() })).output(Piece),
};
