import type { AtQuery, ChangesQuery, ExportQuery, SeriesQuery } from "#shared/contract/history.ts";
import type { HistorySize, Period } from "#shared/model/history.ts";
import type { Database } from "../database.ts";
import { exportPages } from "./export-pages.ts";
import { historySize, type SizeQuestion } from "./history-size.ts";
import { unobservedPeriods } from "./observation-table.ts";
import { changesOf, valuesAt } from "./past-pages.ts";
import { LAG, seriesOf } from "./series.ts";

/** What can be asked of the history, by name; questions and answers are plain data, because they cross to a thread. */
export function historyQueries(database: Database) {
  const unobserved = unobservedPeriods(database, LAG);
  return {
    historySeries: seriesOf(database),
    historyChanges: changesOf(database),
    historyAt: valuesAt(database),
    historyUnobserved: (range: Period) => unobserved(range),
    historyExport: exportPages(database),
    historySize: historySize(database),
  };
}

export type HistoryQueries = ReturnType<typeof historyQueries>;

/** The answers where nothing was written yet. */
export const NO_HISTORY: HistoryQueries = {
  historySeries: ({ series }: SeriesQuery) =>
    series.map(({ register, pointer }) => ({
      ...{ register, pointer, kind: "nothing", resolution: "raw", step: 0 },
      ...{ at: [], last: [], min: [], max: [], mean: [], count: [], texts: [], lengths: [], gaps: [] },
    })),
  historyChanges: (_: ChangesQuery) => ({ changes: [] }),
  historyAt: (_: AtQuery) => [],
  historyUnobserved: ({ from, to }: Period) => [{ from, to, reason: "not-running" }],
  historyExport: (_: ExportQuery) => ({ lines: [], registers: 0, done: 0 }),
  historySize: (_: SizeQuestion): HistorySize => ({ bytes: 0, free: 0, registers: 0, largest: [] }),
};
