import type {
  AtAsked,
  ChangesPage,
  ChangesAsked,
  ExportPage,
  ExportAsked,
  SeriesAnswer,
  SeriesAsked,
} from "#shared/contract/history.ts";
import type { HistorySize, Period, UnobservedPeriod, ValueAt } from "#shared/model/history.ts";
import type { Call } from "./change-requests.svelte.ts";

/** What the host kept of the past. All of it may reject with an error whose message is a sentence for the technician. */
export class StoredHistory {
  readonly #call: Call;

  constructor(call: Call) {
    this.#call = call;
  }

  series(query: SeriesAsked): Promise<SeriesAnswer> {
    return this.#call((client) => client.history.series(query));
  }

  changes(query: ChangesAsked): Promise<ChangesPage> {
    return this.#call((client) => client.history.changes(query));
  }

  at(query: AtAsked): Promise<readonly ValueAt[]> {
    return this.#call((client) => client.history.at(query));
  }

  unobserved(range: Period): Promise<readonly UnobservedPeriod[]> {
    return this.#call((client) => client.history.unobserved(range));
  }

  /** @param signal when nobody waits for it any more */
  exportPage(query: ExportAsked, signal: AbortSignal): Promise<ExportPage> {
    return this.#call((client) => client.history.export(query, { signal }));
  }

  size(largest: number): Promise<HistorySize> {
    return this.#call((client) => client.history.size({ largest }));
  }
}
