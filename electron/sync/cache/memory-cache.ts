import { jsonText } from "#shared/json.ts";
import type { Source, SourceName } from "#shared/model/source.ts";
import type { RegisterRow } from "../source-store.ts";
import type { CacheHandler, Previewed, SyncEnd, SyncWish } from "./cache-handler.ts";
import { previewOnce } from "./preview-once.ts";
import { syncOnce, type CacheParts, type Keeping } from "./sync-once.ts";

/** Keeps a source's registers in memory only, for one that changes fast: how it is doing is stored, its registers are not. */
export class MemoryCache implements CacheHandler {
  readonly key: SourceName;
  readonly spec: Source;
  readonly #parts: CacheParts;
  readonly #keeping: Keeping;
  /** The thread that knows what was applied. */
  #generation = 0;

  constructor(source: Source, parts: CacheParts) {
    this.key = source.name;
    this.spec = source;
    this.#parts = parts;
    this.#keeping = {
      source,
      parts,
      applied: () => (this.#generation === parts.thread.generation ? "known" : this.#rows()),
      keep: async ({ activity, write }) => {
        this.#generation = parts.thread.generation;
        await parts.store.append(activity, { sync: write });
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
    this.#parts.thread.drop(this.key);
  }

  /** A thread that had to begin anew is told; it knew them all before. */
  #rows(): RegisterRow[] {
    return [...this.#parts.registry.mirrored(this.key)].map(([name, { value, metadata }]) => [
      name,
      jsonText(value),
      metadata === undefined ? null : jsonText(metadata),
    ]);
  }
}
