import type { Previewed, SyncWish } from "./cache-handler.ts";
import { lookAt, type Keeping } from "./sync-once.ts";

/** What a sync would change, without changing it. @throws {SyncFailure}; `AbortError` */
export async function previewOnce(
  keeping: Keeping,
  wish: Omit<SyncWish, "record">,
  signal: AbortSignal,
): Promise<Previewed> {
  const { decision, counts, hash, filterHash, revision, skipped, skippedCount, changes } = await lookAt(
    keeping,
    { ...wish, isPreview: true },
    signal,
  );
  const found = { reason: decision.reason, hash, filterHash, revision, skipped, skippedCount };
  return { ...found, counts: counts ?? NOTHING, changes };
}

const NOTHING = { before: 0, after: 0, added: 0, updated: 0, removed: 0, unchanged: 0 };
