/** When a source is synced next, and why then: a pure decision over its schedule and what has happened so far. */
import type { Schedule, Timing } from "#shared/model/schedule.ts";
import type { SourceState, Trigger } from "#shared/model/sync.ts";
import { nextCronTime } from "./cron.ts";
import { nextOpening } from "./opening-hours.ts";

/** A run that comes this much too late was missed, in milliseconds: the machine slept, or Regdesk was closed. */
export const MISSED_AFTER = 60_000;

export interface NextRun {
  /** Epoch milliseconds; not after now means at once. */
  readonly at: number;
  readonly trigger: Trigger;
  /** It was due earlier, and waits for its allowed hours. */
  readonly waitsForHours: boolean;
}

export type RunHistory = Pick<SourceState, "phase" | "lastEnd" | "retryAt" | "runOnceAt" | "pausedUntil">;

/** @param now epoch milliseconds  @returns undefined when none is planned
 *  @throws {RegdeskError} `SCHEDULE_INVALID` */
export function nextRun(schedule: Schedule, history: RunHistory, now: number): NextRun | undefined {
  if (isPaused(history, now)) return undefined;
  const once = onceRun(history);
  const periodic = periodicRun(schedule, history, now);
  if (once === undefined || periodic === undefined) return once ?? periodic;
  return once.at <= periodic.at ? once : periodic;
}

/** A pause that has an end ends by itself. */
export function isPaused({ pausedUntil }: Pick<SourceState, "pausedUntil">, now: number): boolean {
  return pausedUntil === null || (pausedUntil !== undefined && now < pausedUntil);
}

function onceRun({ runOnceAt }: RunHistory): NextRun | undefined {
  return runOnceAt === undefined ? undefined : { at: runOnceAt, trigger: "once", waitsForHours: false };
}

function periodicRun(schedule: Schedule, history: RunHistory, now: number): NextRun | undefined {
  const due = dueRun(schedule, history, now);
  if (due === undefined) return undefined;
  const at = nextOpening(schedule.hours, Math.max(due.at, now));
  if (at === undefined) return undefined;
  const isAtOnce = due.at <= now && at === now;
  return { at: isAtOnce ? due.at : at, trigger: due.trigger, waitsForHours: at > Math.max(due.at, now) };
}

function dueRun(
  { timing, missed }: Schedule,
  history: RunHistory,
  now: number,
): Omit<NextRun, "waitsForHours"> | undefined {
  if (history.retryAt !== undefined) return { at: soonAfterClockChange(history.retryAt, now), trigger: "retry" };
  if (timing.kind === "manual") return undefined;
  if (history.lastEnd === undefined) return { at: now, trigger: "start" };
  // A clock that was set back must not hold a source up: nothing has ended later than now.
  const at = following(timing, Math.min(history.lastEnd, now));
  if (now - at <= MISSED_AFTER) return { at, trigger: "schedule" };
  return missed === "catch-up" ? { at, trigger: "wake" } : { at: following(timing, now), trigger: "schedule" };
}

/** A retry is at most an hour away; one that is further away was planned on a clock that has been set back since. */
function soonAfterClockChange(at: number, now: number): number {
  return at - now > 2 * 3_600_000 ? now : at;
}

function following(timing: Exclude<Timing, { kind: "manual" }>, base: number): number {
  return timing.kind === "interval" ? base + timing.every : nextCronTime(timing.expression, timing.zone, base);
}

/** The next runs by the schedule alone, for a preview. @throws {RegdeskError} `SCHEDULE_INVALID` */
export function upcoming({ timing, hours }: Schedule, now: number, count: number): number[] {
  const times: number[] = [];
  if (timing.kind === "manual") return times;
  for (let base = now; times.length < count;) {
    const at = nextOpening(hours, following(timing, base));
    if (at === undefined) break;
    times.push(at);
    base = at;
  }
  return times;
}
