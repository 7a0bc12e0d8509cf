/** The changes of a register as the rows of a table, newest first, with the times in which nobody watched between them. */
import type { Change, Gap, GapReason } from "#shared/model/history.ts";
import { valueAt, type Step } from "./json-path.ts";

export interface PastRow {
  readonly from: number;
  /** Until just before when it was so; absent while it still is. */
  readonly until: number | undefined;
  /** The JSON text; absent when there was no value. */
  readonly text?: string;
  /** Why there was none; without a reason the place is not in the value. */
  readonly gap?: GapReason;
}

/** @param changes newest first  @param unobserved in any order
 *  @param path where to look in each value: changes elsewhere in it make no row
 *  @param end when the newest ended; nothing while it still is */
export function rowsOf(
  changes: readonly Change[],
  unobserved: readonly Gap[],
  path: readonly Step[],
  end: number | undefined,
): PastRow[] {
  const moments = [
    ...changes.map(({ at, value, gap }) => ({ at, text: value && valueAt(value, path), gap })),
    ...unobserved.map(({ from, reason }) => ({ at: from, text: undefined, gap: reason })),
  ].sort((a, b) => a.at - b.at);
  const rows: (PastRow & { until: number | undefined })[] = [];
  for (const { at, text, gap } of moments) {
    const last = rows.at(-1);
    if (last && last.text === text && last.gap === gap) continue;
    if (last) last.until = at;
    rows.push({ from: at, until: end, ...(text !== undefined && { text }), ...(gap && { gap }) });
  }
  return rows.reverse();
}
