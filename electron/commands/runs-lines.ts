import type { SyncRun } from "#shared/model/sync.ts";
import { harmless } from "./printable.ts";
import { timeOrNull } from "./sync-times.ts";
import { textTable } from "./table.ts";

/** A run as programs read it. What it has not is null. */
export function runAsObject({ startedAt, endedAt, hash, revision, error, ...run }: SyncRun) {
  return {
    ...run,
    startedAt: timeOrNull(startedAt),
    endedAt: timeOrNull(endedAt),
    durationMs: endedAt - startedAt,
    hash: hash ?? null,
    revision: revision ?? null,
    error: error ?? null,
  };
}

export function runsAsJson(runs: readonly SyncRun[]): string {
  return JSON.stringify(runs.map(runAsObject));
}

/** One line a run. */
export function runsAsText(runs: readonly SyncRun[]): string {
  if (runs.length === 0) return "There was no run yet.\n";
  const rows = runs.map((run) => [
    `${run.id}`,
    run.source,
    run.outcome,
    run.trigger,
    run.reason,
    localTime(run.startedAt) ?? "",
    `+${run.added} ~${run.updated} -${run.removed} =${run.unchanged}`,
    harmless(run.error?.message ?? (run.skippedCount === 0 ? "" : `${run.skippedCount} skipped`)),
  ]);
  return textTable(["ID", "SOURCE", "OUTCOME", "TRIGGER", "REASON", "STARTED", "REGISTERS", "NOTE"], rows);
}

/** On the clock of this machine. @param at epoch milliseconds */
export function localTime(at: number | undefined): string | undefined {
  return timeOrNull(at)
    ?.replace("T", " ")
    .replace(/\.\d+.*$/, "");
}
