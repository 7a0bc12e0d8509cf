/** Whether to sync, and why or why not: pure decisions over facts. The order of the questions is the design's, and follows
 *  the sync package of the ToolHive registry server. */
import type { SyncPhase, SyncReason } from "#shared/model/sync.ts";

/** What is known of a source before anything is fetched. */
export interface SyncFacts {
  readonly phase: SyncPhase;
  /** Whether whoever began the sync that is under way still lives. */
  readonly isOwnerAlive: boolean;
  /** The filter is not the one that was applied last. */
  readonly isFilterChanged: boolean;
  /** Whether its schedule is due; "unreadable" when what is stored does not parse, "none" when there is no schedule. */
  readonly schedule: "due" | "not-due" | "none" | "unreadable";
  /** Somebody asked for it, and this wish has not been met yet. */
  readonly isWanted: boolean;
}

/** How what the source provides now compares with what was last applied. */
export type Comparison = "changed" | "unchanged" | "error";

export interface SyncDecision {
  readonly sync: boolean;
  readonly reason: SyncReason;
}

/** Whether the source has to be asked at all. @param facts undefined when they cannot be had
 *  @returns the decision when it need not be; undefined when only a fetch can tell */
export function decidedWithoutFetch(facts: SyncFacts | undefined): SyncDecision | undefined {
  if (facts === undefined) return no("error-checking-sync-need");
  if (facts.phase === "syncing" && facts.isOwnerAlive) return no("sync-already-in-progress");
  if (isNotReady(facts) || facts.isFilterChanged || facts.isWanted || facts.schedule === "due") return undefined;
  if (facts.schedule === "unreadable") return no("error-parsing-sync-interval");
  return no(facts.schedule === "none" ? "up-to-date-no-policy" : "up-to-date-with-policy");
}

/** What to do with what was fetched. Call when `decidedWithoutFetch` could not tell. */
export function shouldSync(facts: SyncFacts, comparison: Comparison): SyncDecision {
  if (comparison === "error") return yes("error-checking-data-changes");
  return comparison === "changed" ? onChange(facts) : withoutChange(facts);
}

function onChange(facts: SyncFacts): SyncDecision {
  if (isNotReady(facts)) return yes("registry-not-ready");
  if (facts.isWanted) return yes("manual-sync-with-data-changes");
  return yes(facts.isFilterChanged ? "filter-changed" : "source-data-changed");
}

function withoutChange(facts: SyncFacts): SyncDecision {
  if (facts.isFilterChanged) return yes("filter-changed");
  if (isNotReady(facts)) return yes("registry-not-ready");
  return no(facts.isWanted ? "manual-sync-no-data-changes" : "up-to-date-with-policy");
}

/** Never synced, failed, or left in the middle by an owner that is gone. */
function isNotReady({ phase }: SyncFacts): boolean {
  return phase !== "complete";
}

function yes(reason: SyncReason): SyncDecision {
  return { sync: true, reason };
}

function no(reason: SyncReason): SyncDecision {
  return { sync: false, reason };
}
