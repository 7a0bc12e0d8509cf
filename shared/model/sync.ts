import { z } from "zod";
import { JsonText } from "../json.ts";
import { RegisterName } from "./register.ts";
import { SourceName } from "./source.ts";

/** Why a sync run began. */
export const Trigger = z.enum(["schedule", "manual", "once", "retry", "wake", "edit", "start"]);
export type Trigger = z.infer<typeof Trigger>;

/** Why it was decided to sync, or not to. */
export const SyncReason = z.enum([
  "sync-already-in-progress",
  "up-to-date-with-policy",
  "up-to-date-no-policy",
  "error-checking-data-changes",
  "error-checking-sync-need",
  "error-parsing-sync-interval",
  "registry-not-ready",
  "manual-sync-with-data-changes",
  "manual-sync-no-data-changes",
  "filter-changed",
  "source-data-changed",
]);
export type SyncReason = z.infer<typeof SyncReason>;

/** What kind of fault kept a fetch from succeeding; how soon it is tried again depends on it. */
export const FetchFailure = z.enum([
  "dns",
  "refused",
  "timeout",
  "auth",
  "not-found",
  "tls",
  "rate-limit",
  "too-large",
  "other",
]);
export type FetchFailure = z.infer<typeof FetchFailure>;

export const SyncError = z.object({
  code: z.enum([
    "HandlerCreationFailed",
    "ValidationFailed",
    "FetchFailed",
    "DataInvalid",
    "FilterFailed",
    "StorageFailed",
  ]),
  /** Only of `FetchFailed`. */
  class: FetchFailure.optional(),
  /** A sentence for people: what is wrong, where, and what to do. */
  message: z.string(),
});
export type SyncError = z.infer<typeof SyncError>;

/** A register of the document that was left out, and why. */
export const Skipped = z.object({ name: z.string(), message: z.string() });
export type Skipped = z.infer<typeof Skipped>;

/** One execution of a sync. Times are epoch milliseconds. */
export const SyncRun = z.object({
  id: z.int(),
  source: SourceName,
  trigger: Trigger,
  reason: SyncReason,
  outcome: z.enum(["complete", "failed", "cancelled", "needs-confirmation", "up-to-date"]),
  startedAt: z.number(),
  endedAt: z.number(),
  /** sha256 of the canonical document before filtering, in hexadecimal. */
  hash: z.string().optional(),
  /** The source's own name for this state: a commit, an ETag, a time of change, a revision. */
  revision: z.string().optional(),
  added: z.int(),
  updated: z.int(),
  removed: z.int(),
  unchanged: z.int(),
  /** At most the first thousand. */
  skipped: z.array(Skipped),
  /** How many were skipped in all. */
  skippedCount: z.int(),
  error: SyncError.optional(),
});
export type SyncRun = z.infer<typeof SyncRun>;

/** What a run changes, or would change, about one register. */
export const SyncChange = z.object({
  /** With the source's prefix. */
  name: RegisterName,
  kind: z.enum(["added", "updated", "removed"]),
  before: JsonText.optional(),
  after: JsonText.optional(),
  beforeMetadata: JsonText.optional(),
  afterMetadata: JsonText.optional(),
});
export type SyncChange = z.infer<typeof SyncChange>;

/** Kubernetes' form of telling what is so. `lastTransitionTime` moves only when `status` does. */
export const SyncCondition = z.object({
  type: z.enum(["SourceAvailable", "DataValid", "SyncSuccessful", "APIReady", "Ready"]),
  status: z.enum(["True", "False", "Unknown"]),
  /** A word for programs. */
  reason: z.string(),
  /** A sentence for people. */
  message: z.string(),
  lastTransitionTime: z.number(),
});
export type SyncCondition = z.infer<typeof SyncCondition>;

export const SyncPhase = z.enum(["never", "syncing", "complete", "failed"]);
export type SyncPhase = z.infer<typeof SyncPhase>;

/** How a source is doing. Times are epoch milliseconds. */
export const SourceState = z.object({
  source: SourceName,
  phase: SyncPhase,
  conditions: z.array(SyncCondition),
  lastCheck: z.number().optional(),
  lastAttempt: z.number().optional(),
  lastSuccess: z.number().optional(),
  lastChange: z.number().optional(),
  /** When the last run ended that the schedule counts from; a run once does not move it. */
  lastEnd: z.number().optional(),
  /** When a failed sync is tried again, in place of the schedule. */
  retryAt: z.number().optional(),
  /** Failed ones since the last success. */
  attempts: z.int().default(0),
  /** Of the document last applied. */
  hash: z.string().optional(),
  filterHash: z.string().optional(),
  revision: z.string().optional(),
  counts: z.object({ registers: z.int(), skipped: z.int(), shadowed: z.int() }),
  lastReason: SyncReason.optional(),
  lastError: SyncError.optional(),
  /** Absent when none is planned. */
  nextRun: z.number().optional(),
  runOnceAt: z.number().optional(),
  /** Paused; null means until somebody resumes it. */
  pausedUntil: z.number().nullable().optional(),
  /** The run that waits for a technician's word, because it would remove much. */
  awaitingConfirmation: z.int().optional(),
  /** What was dismissed instead of confirmed: it is held back, and not asked about again, until the source or what is mirrored
   *  of it changes. Both are hashes, of the document and of the filter. */
  dismissed: z.object({ hash: z.string(), filterHash: z.string() }).optional(),
});
export type SourceState = z.infer<typeof SourceState>;
