import type { Run } from "./run-log.ts";

/** What was known at a moment: the run that lasted then, or the latest before it that nothing is known to have ended. */
export function runAt(runs: readonly Run[], at: number): Run | undefined {
  const index = runs.findLastIndex(({ from }) => from <= at);
  const run = runs[index];
  if (!run) return undefined;
  const isOver = run.expiredAt !== undefined && run.expiredAt <= at;
  const isInGap = at > run.until && runs[index + 1]?.isAfterGap === true;
  return isOver || isInGap ? undefined : run;
}

/** The latest run before another whose value differs. */
export function previousRun(runs: readonly Run[], run: Run | undefined): Run | undefined {
  return runs.findLast(({ from, text }) => run !== undefined && from < run.from && text !== run.text);
}
