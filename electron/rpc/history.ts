import type {
  AtQuery,
  ChangesPage,
  ChangesQuery,
  ExportPage,
  ExportQuery,
  SeriesQuery,
} from "#shared/contract/history.ts";
import type { HistorySize, Period, Series, UnobservedPeriod, ValueAt } from "#shared/model/history.ts";
import { os } from "./context.ts";

/** What registers were. @throws {RegdeskError} `STORE_UNAVAILABLE` */
export interface HistoryPast {
  series(query: SeriesQuery): Promise<readonly Series[]>;
  changes(query: ChangesQuery): Promise<ChangesPage>;
  at(query: AtQuery): Promise<readonly ValueAt[]>;
  unobserved(range: Period): Promise<readonly UnobservedPeriod[]>;
  exported(query: ExportQuery): Promise<ExportPage>;
  /** @param largest how many registers, the largest first */
  size(largest: number): Promise<HistorySize>;
}

export function historyRouter(past: HistoryPast) {
  return os.history.router({
    series: os.history.series.handler(async ({ input }) => ({ series: await past.series(input) })),
    changes: os.history.changes.handler(({ input }) => past.changes(input)),
    at: os.history.at.handler(({ input }) => past.at(input)),
    unobserved: os.history.unobserved.handler(({ input }) => past.unobserved(input)),
    export: os.history.export.handler(({ input }) => past.exported(input)),
    size: os.history.size.handler(({ input }) => past.size(input.largest)),
  });
}
