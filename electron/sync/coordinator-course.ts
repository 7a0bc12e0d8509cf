import type { SourceWithState } from "#shared/contract/sources.ts";
import type { Trigger } from "#shared/model/sync.ts";
import { isEndAhead, planOf, type Earlier } from "./coordinator-plan.ts";
import type { Plan } from "./coordinator-port.ts";
import { isPaused } from "./next-run.ts";
import { nextOpening } from "./opening-hours.ts";

export type Due = Exclude<Trigger, "manual">;

/** What lies before one source: its plan, and what has to come besides. It keeps what a decision needs of the one before. */
export class Course {
  #plan: Plan | undefined;
  #seen: { readonly inputs: string; readonly schedule: string; readonly lastEnd: number | undefined } | undefined;
  /** Its files were changed and have not been read since. */
  #isEdited = false;

  /** Plans anew if anything that the plan depends on has changed, or its time has come, which may be long ago.
   *  @param isClockSet the wall clock jumped  @returns the plan when it is another one than before */
  plan(subject: SourceWithState, now: number, isClockSet: boolean): Plan | undefined {
    const seen = seenOf(subject);
    const before = this.#seen;
    const isDue = this.#plan?.kind === "next" && this.#plan.at <= now;
    if (seen.inputs === before?.inputs && !isClockSet && !isDue) return undefined;
    const earlier: Earlier = {
      isScheduleNew: before !== undefined && before.schedule !== seen.schedule,
      plannedFor: before === undefined ? storedPlan(subject, now) : this.#plannedFor(before.lastEnd === seen.lastEnd),
    };
    const planned = this.#plan;
    this.#seen = seen;
    this.#plan = planOf(subject, earlier, now);
    return JSON.stringify(this.#plan) === JSON.stringify(planned) ? undefined : this.#plan;
  }

  /** Its files were changed. */
  edit(): void {
    this.#isEdited = true;
  }

  /** A run begins now, and reads whatever was changed. */
  begin(): void {
    this.#isEdited = false;
  }

  /** What is due, the most particular first. */
  due(subject: SourceWithState, now: number): Due | undefined {
    const { runOnceAt } = subject.state;
    if (!mayRun(subject, now)) return undefined;
    if (runOnceAt !== undefined && runOnceAt <= now) return "once";
    if (this.#plan?.kind === "next" && this.#plan.at <= now && this.#plan.trigger !== "once") {
      return this.#plan.trigger as Due;
    }
    const editedAt = this.#editedAt(subject, now);
    return editedAt !== undefined && editedAt <= now ? "edit" : undefined;
  }

  /** When it has to be looked at again, in epoch milliseconds; undefined when only after a change. */
  next(subject: SourceWithState, now: number): number | undefined {
    const { pausedUntil } = subject.state;
    if (!subject.source.enabled) return undefined;
    if (isPaused(subject.state, now)) return pausedUntil ?? undefined;
    const planned = this.#plan?.kind === "next" ? this.#plan.at : undefined;
    const times = [planned, this.#editedAt(subject, now)].filter((at) => at !== undefined);
    return times.length === 0 ? undefined : Math.min(...times);
  }

  /** Nothing that was planned before the last run ended counts any more. */
  #plannedFor(isSameEnd: boolean): number | undefined {
    const plan = this.#plan;
    if (plan?.kind !== "next" || plan.trigger === "once" || plan.trigger === "retry") return undefined;
    return isSameEnd ? plan.at : undefined;
  }

  #editedAt({ source }: SourceWithState, now: number): number | undefined {
    return this.#isEdited ? nextOpening(source.schedule.hours, now) : undefined;
  }
}

function mayRun({ source, state }: SourceWithState, now: number): boolean {
  return source.enabled && !isPaused(state, now);
}

/** What an earlier run of Regdesk planned, where the schedule and the last run alone do not tell it. */
function storedPlan({ state }: SourceWithState, now: number): number | undefined {
  const { nextRun, runOnceAt, retryAt } = state;
  if (nextRun === undefined || nextRun === runOnceAt || nextRun === retryAt) return undefined;
  return nextRun > now || isEndAhead(state, now) ? nextRun : undefined;
}

/** What a plan depends on. */
function seenOf({ source, state }: SourceWithState) {
  const { phase, lastEnd, retryAt, runOnceAt, pausedUntil } = state;
  const schedule = JSON.stringify(source.schedule);
  // A pause without an end is null, and none is undefined: only as a member they are not the same in JSON.
  const inputs = JSON.stringify({ on: source.enabled, schedule, phase, lastEnd, retryAt, runOnceAt, pausedUntil });
  return { inputs, schedule, lastEnd };
}
