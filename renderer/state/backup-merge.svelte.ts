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
  #looking: Promise<BackupMerge | undefined> | undefined;
  /** How many of its things would come in, and how many cannot. */
  readonly coming: number = $derived(partsOf(this.preview?.parts ?? [], "adds").length);
  readonly barred: number = $derived(partsOf(this.preview?.parts ?? [], "refused").length);

  constructor(app: Pick<AppState, "backups" | "toasts">, backup: Backup) {
    this.#app = app;
    this.#backup = backup;
  }

  /** @returns whether it could be read */
  async look(): Promise<boolean> {
    this.#looking ??= this.#app.backups.previewMerge(this.#backup);
    this.preview = await this.#looking;
    if (this.preview === undefined) this.#looking = undefined; // it may be asked for again
    return this.preview !== undefined;
  }

  /** @returns whether all of it came in, and nothing is left to be said */
  async merge(): Promise<boolean> {
    const merged = await this.#app.backups.merge(this.#backup);
    if (!merged) {
      this.#looking = undefined; // some of it may be here by now
      await this.look();
      return false;
    }
    const added = partsOf(merged.parts, "adds").length;
    this.#app.toasts.say(text.merge.done(added, partsOf(merged.parts, "refused").length));
    if (added === this.coming) return true;
    this.done = merged;
    return false;
  }
}
