import type { Clock } from "#shared/clock.ts";
import type { Preview } from "#shared/contract/sources.ts";
import type { Source } from "#shared/model/source.ts";
import type { CacheHandler } from "./cache/cache-handler.ts";
import { DatabaseCache } from "./cache/database-cache.ts";
import { MemoryCache } from "./cache/memory-cache.ts";
import type { CacheParts } from "./cache/sync-once.ts";
import { selectionHash } from "./document/document-hash.ts";
import { heldBackBecause } from "./guard.ts";
import { runOf } from "./run-record.ts";
import type { SyncFacts } from "./should-sync.ts";
import type { SourceSync } from "./source-sync.ts";
import { SyncFailure } from "./sync-failure.ts";

export interface PreviewOptions extends CacheParts {
  readonly clock: Clock;
  readonly source: Source;
  readonly secret: string | undefined;
  /** The source that is saved under its name. */
  readonly sync: SourceSync | undefined;
  readonly confirmed: { readonly hash: string; readonly leaveOut: readonly string[] } | undefined;
  readonly signal: AbortSignal;
}

/** A run that would be, and what it would change. It has no number. */
export async function previewed(options: PreviewOptions): Promise<Preview> {
  const { source, secret, sync, confirmed, clock, thread, signal } = options;
  const cache = cacheFor(options);
  const start = { id: 0, source: source.name, trigger: "manual", by: "", startedAt: clock.now() } as const;
  try {
    const wish = { secret, facts: factsOf(options), known: sync?.known ?? {}, confirmed };
    const { changes, ...found } = await cache.preview(wish, signal);
    const outcome = heldBackBecause(found.counts) === undefined ? "complete" : "needs-confirmation";
    return { run: runOf(start, { outcome, reason: found.reason, endedAt: clock.now(), found }), changes: [...changes] };
  } catch (error) {
    if (!(error instanceof SyncFailure)) throw error;
    const failed = { outcome: "failed", reason: "error-checking-data-changes", endedAt: clock.now() } as const;
    return { run: runOf(start, { ...failed, error: error.error }), changes: [], error: error.error };
  } finally {
    if (sync === undefined) thread.forget(source.name);
  }
}

/** Compared with what is kept now, wherever that is. */
function cacheFor(options: PreviewOptions): CacheHandler {
  const { source, sync } = options;
  const { keep } = sync?.source ?? source;
  return keep === "memory" ? new MemoryCache(source, options) : new DatabaseCache(source, options);
}

function factsOf({ source, sync }: PreviewOptions): SyncFacts {
  const isFilterChanged = sync?.state.filterHash !== selectionHash(source.filter, source.prefix);
  return {
    phase: sync?.state.phase ?? "never",
    isOwnerAlive: false,
    isFilterChanged,
    isWanted: true,
    schedule: "none",
  };
}
