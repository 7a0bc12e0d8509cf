/** What a source's schedule comes to, given its past and what was planned before: a pure decision. */
import type { SourceWithState } from "#shared/contract/sources.ts";
import { RegdeskError } from "#shared/errors.ts";
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
  { source: { schedule }, state }: SourceWithState,
  next: NextRun,
  { isScheduleNew, plannedFor }: Earlier,
  now: number,
): Periodic {
  const [fromNow] = upcoming(schedule, now, 1);
  if (isScheduleNew) return next.at > now && !isEndAhead(state, now) ? next : { at: fromNow, trigger: next.trigger };
  if (plannedFor === undefined || fromNow === undefined || plannedFor > fromNow) return next;
  if (state.lastEnd === undefined) return { at: plannedFor, trigger: "start" };
  const isMissed = now - plannedFor > MISSED_AFTER;
  if (isMissed && schedule.missed === "skip") return { at: fromNow, trigger: "schedule" };
  const opening = nextOpening(schedule.hours, Math.max(plannedFor, now));
  return { at: opening === now ? plannedFor : opening, trigger: isMissed ? "wake" : "schedule" };
}

/** The clock was set back behind the last run. */
export function isEndAhead({ lastEnd }: Pick<SourceState, "lastEnd">, now: number): boolean {
  return lastEnd !== undefined && lastEnd > now;
}
