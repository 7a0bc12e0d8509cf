/** Which of the backups that Regdesk makes by itself stay: days for what went wrong yesterday, weeks for what is noticed late. */
import { WEEKLY_BACKUPS_KEPT } from "#shared/model/backup.ts";

const DAY = 24 * 3_600_000;
const WEEK = 7 * DAY;
/** A week begins on a Monday, in UTC; the epoch began on a Thursday. */
const FIRST_MONDAY = 4 * DAY;

interface Made {
  /** Epoch milliseconds. */
  readonly madeAt: number;
}

/** Those that go: all but the newest, and but the first of each of the last weeks. The first of a week is so once and for all,
 *  so that one that stays is never the surplus of the next day.
 *  @param daily newest first  @param kept how many of the newest stay */
export function surplusOf<Backup extends Made>(daily: readonly Backup[], kept: number): Backup[] {
  const firsts = new Map<number, Backup>();
  for (const backup of daily) firsts.set(weekOf(backup), backup);
  const weekly = [...firsts.values()].slice(0, WEEKLY_BACKUPS_KEPT);
  const staying = new Set([...daily.slice(0, kept), ...weekly]);
  return daily.filter((backup) => !staying.has(backup));
}

function weekOf({ madeAt }: Made): number {
  return Math.floor((madeAt - FIRST_MONDAY) / WEEK);
}
