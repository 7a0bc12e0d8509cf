/** What a source's schedule comes to, given its past and what was planned before: a pure decision. */
import type { SourceWithState } from "#shared/contract/sources.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { Schedule } from "#shared/model/schedule.ts";
import type { SourceState } from "#shared/model/sync.ts";
import type { Plan } from "./coordinator-port.ts";
import { MISSED_AFTER, nextRun, upcoming, type NextRun } from "./next-run.ts";
import { nextOpening } from "./opening-hours.ts";

/** What was planned since the last run ended. */
export interface Earlier {
  /** The schedule was changed since. */
  readonly isScheduleNew: boolean;
  /** When the schedule's next run was to be, in epoch milliseconds. */
  readonly plannedFor: number | undefined;
}

/** @param now epoch milliseconds */
export function planOf(subject: SourceWithState, earlier: Earlier, now: number): Plan {
  if (!subject.source.enabled) return { kind: "none" };
  try {
    const next = nextRun(subject.source.schedule, subject.state, now);
    if (next === undefined) return { kind: "none" };
    const { at, trigger } = isPeriodic(next) ? periodic(subject, next, earlier, now) : next;
    return at === undefined ? { kind: "none" } : { kind: "next", at, trigger };
  } catch (error) {
    if (!(error instanceof RegdeskError)) throw error;
    return { kind: "unreadable", message: error.message };
  }
}

function isPeriodic({ trigger }: NextRun): boolean {
  return trigger !== "once" && trigger !== "retry";
}

type Periodic = Pick<NextRun, "trigger"> & { readonly at: number | undefined };

/** The schedule and the last run alone do not always tell. What is due by a new schedule was not missed, because who changes
 *  a schedule does not ask for a sync; and while the last run lies ahead of a clock that was set back, or the missed one is
 *  skipped, one interval from now would stay one interval from now for ever. */
function periodic(
  subject: SourceWithState,
  next: NextRun,
  { isScheduleNew, plannedFor }: Earlier,
  now: number,
): Periodic {
  const { source, state } = subject;
  const [fromNow] = upcoming(source.schedule, now, 1);
  const isAhead = isEndAhead(state, now);
  if (isScheduleNew) return next.at > now && !isAhead ? next : { at: fromNow, trigger: next.trigger };
  if (plannedFor === undefined || fromNow === undefined || plannedFor > fromNow) return next;
  const isSound = isAhead || isPostponed(plannedFor, source.schedule, state, now);
  return isSound ? asPlanned(subject, plannedFor, fromNow, now) : next;
}

function asPlanned({ source, state }: SourceWithState, at: number, fromNow: number, now: number): Periodic {
  const { hours, missed } = source.schedule;
  if (state.lastEnd === undefined) return { at, trigger: "start" };
  const isMissed = now - at > MISSED_AFTER;
  if (isMissed && missed === "skip") return { at: fromNow, trigger: "schedule" };
  const opening = nextOpening(hours, Math.max(at, now));
  return { at: opening === now ? at : opening, trigger: isMissed ? "wake" : "schedule" };
}

/** The schedule's next run after the last is over, and another was planned in its place. */
function isPostponed(plannedFor: number, schedule: Schedule, { lastEnd }: SourceState, now: number): boolean {
  const [first = now] = lastEnd === undefined ? [] : upcoming(schedule, lastEnd, 1);
  return first <= now && first <= plannedFor;
}

/** The clock was set back behind the last run. */
export function isEndAhead({ lastEnd }: Pick<SourceState, "lastEnd">, now: number): boolean {
  return lastEnd !== undefined && lastEnd > now;
}
