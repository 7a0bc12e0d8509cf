import type { UploadId } from "#shared/contract/uploads.ts";
import type { Backup, BackupsState, RestorePreview } from "#shared/model/backup.ts";
import type { Piece } from "#shared/piece.ts";
import { os } from "./context.ts";
import type { StateFeed } from "./state-feed.ts";

/** Makes backups, and goes back to one. */
export interface Backups {
  make(by: string): Promise<Backup>;
  bring(upload: UploadId): Promise<Backup>;
  preview(name: string): Promise<RestorePreview>;
  restore(name: string, by: string): Promise<void>;
  cancelRestore(): Promise<void>;
  remove(name: string): Promise<void>;
  read(name: string, offset: number): Promise<Piece>;
}

export function backupsRouter(backups: Backups, feed: StateFeed<BackupsState>) {
  return os.backups.router({
    watch: os.backups.watch.handler(({ signal }) => feed.subscribe(signal)),
    make: os.backups.make.handler(({ context }) => backups.make(context.actor)),
    bring: os.backups.bring.handler(({ input }) => backups.bring(input.upload)),
    preview: os.backups.preview.handler(({ input }) => backups.preview(input.name)),
    restore: os.backups.restore.handler(({ input, context }) => backups.restore(input.name, context.actor)),
    cancelRestore: os.backups.cancelRestore.handler(() => backups.cancelRestore()),
    remove: os.backups.remove.handler(({ input }) => backups.remove(input.name)),
    read: os.backups.read.handler(({ input }) => backups.read(input.name, input.offset)),
  });
}
