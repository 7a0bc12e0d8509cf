import type { MergeOrigin } from "#shared/contract/backups.ts";
import type { UploadId } from "#shared/contract/uploads.ts";
import type { Backup, BackupsState, RestorePreview } from "#shared/model/backup.ts";
import type { BackupMerge } from "#shared/model/backup-merge.ts";
import type { Piece } from "#shared/piece.ts";
import { os } from "./context.ts";
import type { StateFeed } from "./state-feed.ts";

/** Makes backups, goes back to one, and erases everything. */
export interface Backups {
  make(by: string, choice: { readonly withHistory: boolean }): Promise<Backup>;
  bring(upload: UploadId): Promise<Backup>;
  preview(name: string): Promise<RestorePreview>;
  restore(name: string, by: string, choice: { readonly withHistory: boolean }): Promise<void>;
  stop(): void;
  cancelRestore(): Promise<void>;
  erase(by: string): Promise<void>;
  cancelErase(): Promise<void>;
  remove(name: string): Promise<void>;
  read(name: string, offset: number): Promise<Piece>;
}

/** Takes in from a backup what is missing here. */
export interface Merger {
  preview(origin: MergeOrigin): Promise<BackupMerge>;
  merge(origin: MergeOrigin, by: string): Promise<BackupMerge>;
}

export function backupsRouter(backups: Backups, merger: Merger, feed: StateFeed<BackupsState>) {
  return os.backups.router({
    watch: os.backups.watch.handler(({ signal }) => feed.subscribe(signal)),
    make: os.backups.make.handler(({ input, context }) => backups.make(context.actor, input ?? { withHistory: false })),
    bring: os.backups.bring.handler(({ input }) => backups.bring(input.upload)),
    preview: os.backups.preview.handler(({ input }) => backups.preview(input.name)),
    restore: os.backups.restore.handler(({ input, context }) => backups.restore(input.name, context.actor, input)),
    previewMerge: os.backups.previewMerge.handler(({ input }) => merger.preview(input)),
    merge: os.backups.merge.handler(({ input, context }) => merger.merge(input, context.actor)),
    stop: os.backups.stop.handler(() => backups.stop()),
    cancelRestore: os.backups.cancelRestore.handler(() => backups.cancelRestore()),
    erase: os.backups.erase.handler(({ context }) => backups.erase(context.actor)),
    cancelErase: os.backups.cancelErase.handler(() => backups.cancelErase()),
    remove: os.backups.remove.handler(({ input }) => backups.remove(input.name)),
    read: os.backups.read.handler(({ input }) => backups.read(input.name, input.offset)),
  });
}
