/** What the host and the thread that syncs say to each other. Everything here crosses between them as a copy. */
import type { TestStep } from "#shared/contract/sources.ts";
import type { Source, SourceName } from "#shared/model/source.ts";
import type { Skipped, SyncChange, SyncError } from "#shared/model/sync.ts";
import type { SyncDecision, SyncFacts } from "../should-sync.ts";
import type { RegisterRow, RowsChange } from "../source-store.ts";

/** What is asked about one source. */
export interface Evaluation {
  readonly source: Source;
  readonly secret: string | undefined;
  readonly facts: SyncFacts;
  /** What was last applied. */
  readonly known: { readonly hash?: string | undefined; readonly revision?: string | undefined };
  /** What the source provides so far: as it is stored, as the thread knows it, or as it is told. */
  readonly applied: "stored" | "known" | readonly RegisterRow[];
  /** What has been confirmed: it is taken from what the thread holds back, if that is still the same. */
  readonly confirmed?: { readonly hash: string; readonly leaveOut: readonly string[] } | undefined;
  /** Look at what would change even where nothing is to be done, and hold nothing. */
  readonly isPreview?: boolean;
  /** What was heard while following counts, in place of a fetch. */
  readonly isFollowed?: boolean;
}

export interface Counts {
  /** How many registers the source provided before, and how many it provides after. */
  readonly before: number;
  readonly after: number;
  readonly added: number;
  readonly updated: number;
  readonly removed: number;
  readonly unchanged: number;
}

/** What came of an evaluation. The thread holds what is to be changed until it is settled. */
export interface Evaluated {
  readonly decision: SyncDecision;
  readonly hash: string;
  readonly revision: string | undefined;
  readonly filterHash: string;
  readonly skipped: readonly Skipped[];
  readonly skippedCount: number;
  /** Undefined when nothing is to be changed. */
  readonly counts: Counts | undefined;
  /** Of a preview: the first ten thousand. */
  readonly changes: readonly SyncChange[];
}

/** Why there is no answer: an error of the source, or a bug. */
export type Failure =
  | { readonly kind: "sync-error"; readonly error: SyncError; readonly retryAfter: number | undefined }
  | { readonly kind: "bug"; readonly message: string; readonly stack: string | undefined };

export type ThreadQuestion =
  | { readonly kind: "evaluate"; readonly ticket: number; readonly evaluation: Evaluation }
  /** A part of what is to be changed, counted from 0. */
  | { readonly kind: "portion"; readonly ticket: number; readonly source: SourceName; readonly index: number }
  /** All of it as text for the store. */
  | { readonly kind: "text"; readonly ticket: number; readonly source: SourceName }
  | { readonly kind: "test"; readonly ticket: number; readonly source: Source; readonly secret: string | undefined }
  | {
      readonly kind: "follow";
      readonly ticket: number;
      readonly source: Source;
      readonly secret: string | undefined;
      readonly since: string | undefined;
    }
  | { readonly kind: "watch"; readonly ticket: number; readonly source: Source }
  | { readonly kind: "cancel"; readonly ticket: number }
  /** What is held counts from now on. */
  | { readonly kind: "applied"; readonly source: SourceName }
  /** What is held is dropped. */
  | { readonly kind: "dropped"; readonly source: SourceName }
  /** Nothing is known of the source any more. */
  | { readonly kind: "forget"; readonly source: SourceName }
  | { readonly kind: "close" };

export type ThreadAnswer =
  | { readonly kind: "evaluated"; readonly ticket: number; readonly evaluated: Evaluated }
  | { readonly kind: "portion"; readonly ticket: number; readonly change: RowsChange | undefined }
  | { readonly kind: "text"; readonly ticket: number; readonly json: SharedArrayBuffer }
  | { readonly kind: "step"; readonly ticket: number; readonly step: TestStep }
  /** There is something new to evaluate, or to fetch. */
  | { readonly kind: "heard"; readonly ticket: number }
  | { readonly kind: "ended"; readonly ticket: number }
  | { readonly kind: "cancelled"; readonly ticket: number }
  | { readonly kind: "failed"; readonly ticket: number; readonly failure: Failure };

export function cancelled(): DOMException {
  return new DOMException("It was cancelled.", "AbortError");
}
