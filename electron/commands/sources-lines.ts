import type { Preview, SourceWithState, TestStep } from "#shared/contract/sources.ts";
import { formatDuration } from "#shared/duration.ts";
import { parseJson, type JsonText } from "#shared/json.ts";
import type { Schedule } from "#shared/model/schedule.ts";
import type { Connection } from "#shared/model/source.ts";
import type { SyncChange } from "#shared/model/sync.ts";
import { harmless, printable } from "./printable.ts";
import { localTime, runAsObject } from "./runs-lines.ts";
import { daysAsText } from "./rule-times.ts";
import { timeOrNull } from "./sync-times.ts";
import { textTable } from "./table.ts";

/** A source as programs read it: what it is, and how it is doing. What it has not is null. */
export function sourceAsObject({ source, state, hasSecret }: SourceWithState) {
  const { name, connection, ...definition } = source;
  const { conditions, ...standing } = state;
  return {
    name,
    kind: connection.kind,
    phase: standing.phase,
    hash: standing.hash ?? null,
    conditions: conditions.map(({ lastTransitionTime, ...condition }) => ({
      ...condition,
      lastTransitionTime: timeOrNull(lastTransitionTime),
    })),
    lastCheck: timeOrNull(standing.lastCheck),
    lastAttempt: timeOrNull(standing.lastAttempt),
    lastSuccess: timeOrNull(standing.lastSuccess),
    lastChange: timeOrNull(standing.lastChange),
    attempts: standing.attempts,
    nextRun: timeOrNull(standing.nextRun),
    retryAt: timeOrNull(standing.retryAt),
    runOnceAt: timeOrNull(standing.runOnceAt),
    paused: standing.pausedUntil !== undefined,
    pausedUntil: timeOrNull(standing.pausedUntil ?? undefined),
    awaitingConfirmation: standing.awaitingConfirmation ?? null,
    changesHeldBack: standing.dismissed !== undefined,
    hasSecret,
    counts: standing.counts,
    revision: standing.revision ?? null,
    lastReason: standing.lastReason ?? null,
    lastError: standing.lastError ?? null,
    connection,
    ...definition,
    file: definition.file ?? null,
  };
}

export function sourcesAsJson(sources: readonly SourceWithState[]): string {
  return JSON.stringify(sources.map(sourceAsObject));
}

/** One line a source, the one that wins first. */
export function sourcesAsText(sources: readonly SourceWithState[]): string {
  if (sources.length === 0) return "There is no source; `regdesk sources add` makes one.\n";
  const rows = sources.map((one) => [
    one.source.name,
    one.source.connection.kind,
    standingOf(one),
    `${one.state.counts.registers}`,
    localTime(one.state.lastSuccess) ?? "never",
    localTime(one.state.nextRun) ?? "-",
    harmless(placeOf(one.source.connection)),
  ]);
  return textTable(["NAME", "KIND", "STATE", "REGISTERS", "LAST SUCCESS", "NEXT RUN", "FROM"], rows);
}

/** Everything about one source, a line for each thing. */
export function sourceAsText(one: SourceWithState): string {
  const { source, state } = one;
  const { counts, lastError, nextRun, lastSuccess } = state;
  const lines = [
    `${source.name}: ${source.connection.kind} ${harmless(placeOf(source.connection))} (${standingOf(one)})`,
    ...(source.file === undefined ? [] : [`  from the file sources/${harmless(source.file)}`]),
    `  ${scheduleOf(source.schedule)}; next run ${localTime(nextRun) ?? "none"}; last success ${localTime(lastSuccess) ?? "never"}`,
    `  ${counts.registers} registers, ${counts.skipped} skipped, ${counts.shadowed} shadowed`,
    ...state.conditions.map(({ type, status, message }) => `  ${type}: ${status}: ${harmless(message)}`),
    ...(lastError === undefined ? [] : [`  last error: ${harmless(lastError.message)}`]),
  ];
  return `${lines.join("\n")}\n`;
}

function standingOf({ source, state }: SourceWithState): string {
  if (!source.enabled) return "off";
  if (state.pausedUntil !== undefined) return "paused";
  if (state.awaitingConfirmation !== undefined) return "needs confirmation";
  return state.dismissed === undefined || state.phase === "failed" ? state.phase : "changes held back";
}

function placeOf(connection: Connection): string {
  return connection.kind === "file" ? connection.path : connection.url;
}

function scheduleOf({ timing, hours, missed }: Schedule): string {
  const times = hours.map(({ from, to, days }) => `${daysAsText(days)} ${from}-${to}`.trim());
  const within = times.length === 0 ? "" : `, within ${times.join(" and ")}`;
  return `${timingOf(timing)}${within}${missed === "skip" ? ", a missed run is skipped" : ""}`;
}

function timingOf(timing: Schedule["timing"]): string {
  if (timing.kind === "manual") return "synced by hand only";
  if (timing.kind === "interval") return `every ${formatDuration(timing.every)}`;
  return `at ${timing.expression} (${timing.zone})`;
}

export function previewAsJson({ run, changes, error }: Preview): string {
  return JSON.stringify({ run: runAsObject(run), changes: changes.map(changeAsObject), error: error ?? null });
}

function changeAsObject({ name, kind, ...values }: SyncChange) {
  return {
    name,
    kind,
    before: json(values.before),
    after: json(values.after),
    beforeMetadata: json(values.beforeMetadata),
    afterMetadata: json(values.afterMetadata),
  };
}

function json(text: JsonText | undefined) {
  return text === undefined ? null : parseJson(text);
}

const SIGNS: Readonly<Record<SyncChange["kind"], string>> = { added: "+", updated: "~", removed: "-" };

export function previewAsText({ run, changes }: Preview): string {
  const lines = changes.map(
    ({ name, kind, before, after }) => `${SIGNS[kind]} ${printable(name)}: ${brief(before)} -> ${brief(after)}`,
  );
  const { added, updated, removed, unchanged } = run;
  lines.push(`${added} added, ${updated} updated, ${removed} removed, ${unchanged} unchanged`);
  return `${lines.join("\n")}\n`;
}

function brief(text: JsonText | undefined): string {
  if (text === undefined) return "nothing";
  return harmless(text.length <= 40 ? text : `${text.slice(0, 39)}…`);
}

export function stepAsText({ step, ok, message, ms }: TestStep): string {
  return `${ok ? "ok  " : "FAIL"}  ${step.padEnd(5)}  ${harmless(message)} (${Math.round(ms)} ms)\n`;
}
