import type { Source, SourceName } from "#shared/model/source.ts";
import type { CacheHandler, Previewed, SyncEnd, SyncWish } from "./cache-handler.ts";
import { previewOnce } from "./preview-once.ts";
import { syncOnce, type CacheParts, type Keeping } from "./sync-once.ts";

/** Keeps a source's registers in the database: registers, state and run are stored in one transaction. */
export class DatabaseCache implements CacheHandler {
  readonly key: SourceName;
  readonly spec: Source;
  readonly #keeping: Keeping;

  constructor(source: Source, parts: CacheParts) {
    this.key = source.name;
    this.spec = source;
    this.#keeping = {
      source,
      parts,
      applied: () => "stored",
      keep: async ({ activity, write }) => {
        const json = await parts.thread.text(source.name);
        await parts.store.append(activity, { sync: { ...write, registers: { source: source.name, json } } });
      },
    };
  }

  syncOnce(wish: SyncWish, signal: AbortSignal): Promise<SyncEnd> {
    return syncOnce(this.#keeping, wish, signal);
  }

  preview(wish: Omit<SyncWish, "record">, signal: AbortSignal): Promise<Previewed> {
    return previewOnce(this.#keeping, wish, signal);
  }

  drop(): void {
    this.#keeping.parts.thread.drop(this.key);
  }
}
