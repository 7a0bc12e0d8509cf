/** How a source is doing, as it follows from what happened to it: pure functions from one state to the next. Times are epoch
 *  milliseconds. */
import type { Source } from "#shared/model/source.ts";
import type { SourceState, SyncError, SyncReason, Trigger } from "#shared/model/sync.ts";
import {
  afterError,
  ALL_WELL,
  AVAILABLE,
  HELD_BACK,
  IN_PROGRESS,
  needsConfirmation,
  observed,
  PAUSED,
  VALID,
  type Observation,
} from "./conditions.ts";
import type { Plan } from "./coordinator-port.ts";
import { defined, without } from "./members.ts";
import { isPaused } from "./next-run.ts";

const NEVER_SYNCED: Observation = {
  type: "Ready",
  status: "Unknown",
  reason: "never-synced",
  message: "The source has not been synced yet.",
};
const SWITCHED_OFF: Observation = { ...PAUSED, message: "The source is switched off." };
const NOT_SERVED: Observation = {
  type: "APIReady",
  status: "False",
  reason: "not-synced",
  message: "It has no registers here until it is synced.",
};
const CUT_OFF: SyncError = {
  code: "HandlerCreationFailed",
  message: "The sync was cut off because Regdesk ended; it is made again.",
};

/** A source that is new, or whose registers are gone. */
export function neverSynced(source: Source, now: number): SourceState {
  return standing(
    source,
    {
      source: source.name,
      phase: "never",
      conditions: observed([], now, NOT_SERVED, NEVER_SYNCED),
      attempts: 0,
      counts: { registers: 0, skipped: 0, shadowed: 0 },
    },
    now,
  );
}

/** What was stored, by a run of Regdesk that is over. */
export function restoredState(source: Source, state: SourceState, now: number): SourceState {
  if (source.keep === "memory") return withoutRegisters(source, state, now);
  if (state.phase !== "syncing") return state;
  // Whoever began that sync is gone.
  const orphan: SourceState = {
    ...state,
    phase: "failed",
    lastError: CUT_OFF,
    attempts: state.attempts + 1,
    retryAt: now,
  };
  return standing(source, orphan, now);
}

/** Its registers are gone, and with them all that was known of the document they came from. */
export function withoutRegisters(source: Source, state: SourceState, now: number): SourceState {
  const { counts, conditions } = neverSynced(source, now);
  const { lastAttempt, lastSuccess, lastChange, lastCheck, lastEnd, runOnceAt, pausedUntil } = state;
  return standing(
    source,
    {
      source: source.name,
      phase: "never",
      conditions,
      attempts: 0,
      counts,
      ...defined({ lastAttempt, lastSuccess, lastChange, lastCheck, lastEnd, runOnceAt, pausedUntil }),
    },
    now,
  );
}

/** Its connection is another: what is known of the document is worth nothing, though its registers stay until the next sync. */
export function ofAnotherConnection(source: Source, state: SourceState, now: number): SourceState {
  const kept = without(state, "hash", "revision", "lastError", "retryAt", "awaitingConfirmation", "dismissed");
  return standing(source, { ...kept, phase: "never", attempts: 0 }, now);
}

export function begun(state: SourceState, trigger: Trigger, now: number): SourceState {
  const kept = trigger === "once" ? without(state, "runOnceAt") : state;
  return { ...kept, phase: "syncing", lastAttempt: now, conditions: observed(state.conditions, now, IN_PROGRESS) };
}

interface End {
  readonly trigger: Trigger;
  readonly reason: SyncReason;
  readonly now: number;
}

/** It was decided without a fetch. */
export function decided(state: SourceState, { reason, now, trigger }: End): SourceState {
  return ended({ ...state, lastReason: reason }, trigger, now);
}

/** The source has nothing new. */
export function unchanged(
  source: Source,
  state: SourceState,
  { revision, ...end }: End & { readonly revision: string | undefined },
): SourceState {
  const { now, reason } = end;
  const well = without(state, "lastError", "retryAt", "revision", "awaitingConfirmation", "dismissed");
  const next: SourceState = {
    ...well,
    ...defined({ revision }),
    phase: "complete",
    attempts: 0,
    lastCheck: now,
    lastSuccess: now,
    lastReason: reason,
    conditions: observed(state.conditions, now, ...ALL_WELL),
  };
  return standing(source, ended(next, end.trigger, now), now);
}

export interface AppliedDocument {
  readonly hash: string;
  readonly filterHash: string;
  readonly revision: string | undefined;
  readonly counts: SourceState["counts"];
  readonly isChange: boolean;
}

export function complete(
  source: Source,
  state: SourceState,
  { hash, filterHash, revision, counts, isChange, ...end }: End & AppliedDocument,
): SourceState {
  const next = unchanged(source, state, { ...end, revision });
  return { ...next, hash, filterHash, counts, ...(isChange ? { lastChange: end.now } : {}) };
}

export interface FailedEnd extends End {
  readonly error: SyncError;
  readonly retryAt: number;
}

/** What was applied before stays, and so does what is known of it. */
export function failed(
  source: Source,
  state: SourceState,
  { error, retryAt, trigger, reason, now }: FailedEnd,
): SourceState {
  const next: SourceState = {
    ...state,
    phase: "failed",
    attempts: state.attempts + 1,
    lastCheck: now,
    lastError: error,
    lastReason: reason,
    retryAt,
    conditions: observed(state.conditions, now, ...afterError(error)),
  };
  return standing(source, ended(next, trigger, now), now);
}

/** It would remove much, and waits for a technician's word. @param before the state in which the run began */
export function heldBack(
  source: Source,
  state: SourceState,
  {
    run,
    because,
    before,
    ...end
  }: End & { readonly run: number; readonly because: string; readonly before: SourceState },
): SourceState {
  const next: SourceState = {
    ...without(state, "lastError", "retryAt", "dismissed"),
    phase: before.phase,
    attempts: 0,
    lastCheck: end.now,
    lastReason: end.reason,
    awaitingConfirmation: run,
    conditions: observed(state.conditions, end.now, AVAILABLE, VALID, needsConfirmation(because)),
  };
  return standing(source, ended(next, end.trigger, end.now), end.now);
}

/** It was cancelled: as if it had not begun. @param before the state in which it began */
export function cancelledRun(
  source: Source,
  state: SourceState,
  { before, trigger, now }: { readonly before: SourceState; readonly trigger: Trigger; readonly now: number },
): SourceState {
  // Whoever cancels a retry does not want the next one at once.
  const stopped = without({ ...state, phase: before.phase }, "retryAt");
  return standing(source, ended(stopped, trigger, now), now);
}

/** It was stopped with Regdesk, and is due as it was before. @param before the state in which it began */
export function interrupted(source: Source, state: SourceState, before: SourceState, now: number): SourceState {
  return standing(source, { ...state, phase: before.phase }, now);
}

/** It would remove what was dismissed before: it is held back without asking. @param before the state in which the run began */
export function leftAlone(
  source: Source,
  state: SourceState,
  { before, trigger, reason, now }: End & { readonly before: SourceState },
): SourceState {
  const next: SourceState = {
    ...without(state, "lastError", "retryAt", "awaitingConfirmation"),
    phase: before.phase,
    attempts: 0,
    lastCheck: now,
    lastReason: reason,
    conditions: observed(state.conditions, now, AVAILABLE, VALID, HELD_BACK),
  };
  return standing(source, ended(next, trigger, now), now);
}

/** Nobody waits for a word any more. @param what the document and the filter by which the run would remove much */
export function dismissed(
  source: Source,
  state: SourceState,
  what: NonNullable<SourceState["dismissed"]> | undefined,
  now: number,
): SourceState {
  const next = without(state, "awaitingConfirmation", "dismissed");
  return standing(source, { ...next, ...defined({ dismissed: what }) }, now);
}

/** @param until null means until somebody resumes it */
export function paused(source: Source, state: SourceState, until: number | null, now: number): SourceState {
  return standing(source, { ...state, pausedUntil: until }, now);
}

export function resumed(source: Source, state: SourceState, now: number): SourceState {
  return standing(source, without(state, "pausedUntil"), now);
}

/** @param at null plans none any more */
export function plannedOnce(state: SourceState, at: number | null): SourceState {
  return at === null ? without(state, "runOnceAt") : { ...state, runOnceAt: at };
}

/** What the schedule comes to. */
export function planned(state: SourceState, plan: Plan, now: number): SourceState {
  if (plan.kind === "next") return state.nextRun === plan.at ? state : { ...state, nextRun: plan.at };
  if (plan.kind === "none") return state.nextRun === undefined ? state : without(state, "nextRun");
  const reason = "error-parsing-sync-interval";
  const condition: Observation = { type: "Ready", status: "False", reason, message: plan.message };
  const conditions = observed(state.conditions, now, condition);
  return { ...without(state, "nextRun"), lastReason: reason, conditions };
}

/** Lets `Ready` say what is so, whatever it said before. */
export function standing(source: Source, state: SourceState, now: number): SourceState {
  return { ...state, conditions: observed(state.conditions, now, readiness(source, state, now)) };
}

function readiness(source: Source, state: SourceState, now: number): Observation {
  const said = state.conditions.find(({ type }) => type === "Ready");
  if (state.phase === "syncing") return IN_PROGRESS;
  if (!source.enabled) return SWITCHED_OFF;
  if (isPaused(state, now)) return PAUSED;
  if (state.awaitingConfirmation !== undefined) {
    const kept = said?.reason === "needs-confirmation" ? said.message : WAITS;
    return needsConfirmation(kept);
  }
  if (state.phase === "failed" && state.lastError !== undefined) return lastOf(afterError(state.lastError));
  if (state.dismissed !== undefined) return HELD_BACK;
  return state.phase === "complete" ? lastOf(ALL_WELL) : NEVER_SYNCED;
}

const WAITS = "A run that would remove much waits for a word; confirm or dismiss it.";

function lastOf(observations: readonly Observation[]): Observation {
  return observations.at(-1) ?? NEVER_SYNCED;
}

/** What the schedule counts from; a run once does not move it. */
function ended(state: SourceState, trigger: Trigger, now: number): SourceState {
  const { retryAt, ...rest } = state;
  const kept = state.phase === "failed" && retryAt !== undefined ? { ...rest, retryAt } : rest;
  return trigger === "once" ? kept : { ...kept, lastEnd: now };
}
