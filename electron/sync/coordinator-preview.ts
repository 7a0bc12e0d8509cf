import type { CronWarning, Schedule } from "#shared/model/schedule.ts";
import { cronWarnings } from "./cron-warnings.ts";
import { upcoming } from "./next-run.ts";

export interface SchedulePreview {
  readonly times: number[];
  readonly warnings: CronWarning[];
}

/** The next times by a schedule alone, and what about it is seldom meant. @param now epoch milliseconds
 *  @throws {RegdeskError} `SCHEDULE_INVALID` */
export function schedulePreview(schedule: Schedule, count: number, now: number): SchedulePreview {
  const { timing } = schedule;
  const warnings = timing.kind === "cron" ? cronWarnings(timing.expression, timing.zone, now) : [];
  return { times: upcoming(schedule, now, count), warnings };
}
