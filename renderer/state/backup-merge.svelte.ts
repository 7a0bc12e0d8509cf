import type { Backup } from "#shared/model/backup.ts";
import type { BackupMerge } from "#shared/model/backup-merge.ts";
import { partsOf } from "../lib/merge-parts.ts";
import { text } from "../lib/messages/messages.ts";
import type { AppState } from "./app.ts";

/** What of one backup would come in beside what is here, and what did. */
export class BackupMergeState {
  readonly #app: Pick<AppState, "backups" | "toasts">;
  readonly #backup: Backup;
  preview = $state.raw<BackupMerge>();
  /** What came of it, where something was refused: that is to be read. */
  done = $state.raw<BackupMerge>();
  readonly coming: number = $derived(partsOf(this.preview?.parts ?? [], "adds").length);

  constructor(app: Pick<AppState, "backups" | "toasts">, backup: Backup) {
    this.#app = app;
    this.#backup = backup;
  }

  /** @returns whether it could be read */
  async look(): Promise<boolean> {
    this.preview ??= await this.#app.backups.previewMerge(this.#backup);
    return this.preview !== undefined;
  }

  /** @returns whether all of it came in, and nothing is left to be said */
  async merge(): Promise<boolean> {
    const merged = await this.#app.backups.merge(this.#backup);
    if (!merged) return false;
    const added = partsOf(merged.parts, "adds").length;
    this.#app.toasts.say(text.merge.done(added));
    if (added === this.coming) return true;
    this.done = merged;
    return false;
  }
}
