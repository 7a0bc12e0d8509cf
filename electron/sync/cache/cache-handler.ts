import type { Source, SourceName } from "#shared/model/source.ts";
import type { Skipped, SyncChange, SyncError, SyncReason } from "#shared/model/sync.ts";
import type { SyncFacts } from "../should-sync.ts";
import type { SourceWrite } from "../source-store.ts";
import type { Activity } from "#shared/model/activity.ts";
import type { Counts } from "../thread/thread-message.ts";

/** Keeps the registers of one source. */
export interface CacheHandler {
  readonly key: SourceName;
  readonly spec: Source;
  /** One sync, from the fetch until what it found is kept. Whatever goes wrong, what was kept before stays.
   *  @throws `AbortError` when it was aborted before anything was changed */
  syncOnce(wish: SyncWish, signal: AbortSignal): Promise<SyncEnd>;
  /** What a sync would change. @throws {SyncFailure}; `AbortError` */
  preview(wish: Omit<SyncWish, "record">, signal: AbortSignal): Promise<Previewed>;
  /** Drops what the last run held back. */
  drop(): void;
}

export interface SyncWish {
  readonly secret: string | undefined;
  readonly facts: SyncFacts;
  /** Of the document last applied. */
  readonly known: { readonly hash?: string | undefined; readonly revision?: string | undefined };
  /** What a technician has allowed: the run of that hash, but for some registers. */
  readonly confirmed?: { readonly hash: string; readonly leaveOut: readonly string[] } | undefined;
  /** What was heard while following is taken, and nothing is fetched. */
  readonly isFollowed?: boolean;
  /** What is stored together with the registers, or not at all. */
  readonly record: (found: Found) => { readonly activity: readonly Activity[]; readonly write: SourceWrite };
}

/** What a look at the source found. */
export interface Found {
  readonly reason: SyncReason;
  readonly hash: string;
  readonly filterHash: string;
  readonly revision: string | undefined;
  readonly skipped: readonly Skipped[];
  readonly skippedCount: number;
  readonly counts: Counts;
}

export interface Previewed extends Found {
  readonly changes: readonly SyncChange[];
}

export type SyncEnd =
  /** There was nothing to do; `isRecovery` after a failure, when the state ends complete. */
  | ({ readonly kind: "up-to-date"; readonly isRecovery: boolean } & Omit<Found, "counts">)
  | ({ readonly kind: "applied" } & Found)
  | ({ readonly kind: "held-back"; readonly because: string } & Found)
  | {
      readonly kind: "failed";
      readonly reason: SyncReason;
      readonly error: SyncError;
      readonly retryAfter: number | undefined;
    };
