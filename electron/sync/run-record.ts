/** What is kept of a run that is over. */
import type { Activity } from "#shared/model/activity.ts";
import type { SourceName } from "#shared/model/source.ts";
import type { SourceState, SyncError, SyncReason, SyncRun, Trigger } from "#shared/model/sync.ts";
import type { Found } from "./cache/cache-handler.ts";

export interface RunStart {
  readonly id: number;
  readonly source: SourceName;
  readonly trigger: Trigger;
  /** Who asked for it. */
  readonly by: string;
  readonly startedAt: number;
}

interface RunEnd {
  readonly outcome: SyncRun["outcome"];
  readonly reason: SyncReason;
  readonly endedAt: number;
  readonly found?: Partial<Found> | undefined;
  readonly error?: SyncError | undefined;
}

export function runOf({ id, source, trigger, startedAt }: RunStart, end: RunEnd): SyncRun {
  const { outcome, reason, endedAt, found = {}, error } = end;
  const { added = 0, updated = 0, removed = 0, unchanged = 0 } = found.counts ?? {};
  return {
    id,
    source,
    trigger,
    reason,
    outcome,
    startedAt,
    endedAt,
    ...(found.hash === undefined ? {} : { hash: found.hash }),
    ...(found.revision === undefined ? {} : { revision: found.revision }),
    added,
    updated,
    removed,
    unchanged,
    skipped: [...(found.skipped ?? [])],
    skippedCount: found.skippedCount ?? 0,
    ...(error === undefined ? {} : { error }),
  };
}

/** Whether it belongs in the history: a check every ten seconds that finds nothing would soon be all there is. */
export function isWorthKeeping({ outcome, trigger }: SyncRun): boolean {
  return outcome !== "up-to-date" || trigger === "manual" || trigger === "once";
}

/** The lines of the audit that tell of a run. @param before how the source was doing when it began */
export function activityOf(run: SyncRun, by: string, before: SourceState): Activity[] {
  const { id, source, trigger, reason, outcome, added, updated, removed, error, endedAt } = run;
  const isSilent = outcome === "up-to-date" || (outcome === "complete" && added + updated + removed === 0);
  // A source that is down for a night must not fill what is never removed.
  const isKnown = outcome === "failed" && before.phase === "failed" && before.lastError?.message === error?.message;
  if (isSilent || isKnown) return [];
  const note = error === undefined ? {} : { note: error.message };
  const common = { kind: "sync-run", at: endedAt, by, source, run: id, trigger, reason, outcome } as const;
  return [{ ...common, added, updated, removed, ...note }];
}
