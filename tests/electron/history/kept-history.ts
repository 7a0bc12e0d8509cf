/** A registry whose past is kept by the real store, in memory and in this thread, under a clock that a test moves. */
import { Historian } from "#electron/history/historian.ts";
import type { HistoryWrite } from "#electron/history/history-store.ts";
import { Registry } from "#electron/registry/registry.ts";
import { cleaning } from "#electron/store/history/cleaning.ts";
import { openHistory } from "#electron/store/history/history-database.ts";
import { HistoryKeeper } from "#electron/store/history/history-keeper.ts";
import { historyQueries } from "#electron/store/history/history-queries.ts";
import { RegdeskError } from "#shared/errors.ts";
import { SeriesQuery } from "#shared/contract/history.ts";
import type { Series } from "#shared/model/history.ts";
import type { HistoryTrouble } from "#electron/history/historian.ts";
import type { Json } from "#shared/json.ts";
import { aReport } from "#tests/support/builders.ts";
import { FakeClock, NOON } from "#tests/support/fake-clock.ts";

export interface KeptPast extends AsyncDisposable {
  readonly clock: FakeClock;
  readonly historian: Historian;
  readonly registry: Registry;
  readonly queries: ReturnType<typeof historyQueries>;
  readonly troubles: (HistoryTrouble | undefined)[];
  /** Whether the disk is full. */
  isFull: boolean;
  /** Drops every change that is packed, as if it were old. */
  dropChanges(): void;
  report(name: string, value: Json, ttl?: number): void;
  /** Of one register, since noon. @param query what else to ask */
  series(register: string, query?: Partial<SeriesQuery> & { pointer?: string }): Promise<Series>;
}

export function aPast({ mostUnsaved = 1 << 20 }: { readonly mostUnsaved?: number } = {}): KeptPast {
  const clock = new FakeClock();
  const registry = new Registry({ clock });
  const database = openHistory(":memory:");
  const keeper = new HistoryKeeper(database, new Map());
  const queries = historyQueries(database);
  const troubles: (HistoryTrouble | undefined)[] = [];
  const past = {
    ...{ clock, registry, queries, troubles, isFull: false },
    historian: new Historian({
      clock,
      mostUnsaved,
      store: {
        keep(write: HistoryWrite) {
          if (past.isFull) return Promise.reject(new RegdeskError("STORE_UNAVAILABLE", "The disk is full."));
          keeper.keep(structuredClone(write));
          keeper.pack();
          return Promise.resolve();
        },
        forget: (names) => Promise.resolve(keeper.forget(names)),
      },
      unobserved: (range) => Promise.resolve(queries.historyUnobserved(range)),
      onTrouble: (trouble) => troubles.push(trouble),
    }),
    dropChanges: () => {
      const retention = { now: clock.now(), changesFor: 0, minutesFor: Infinity, most: Infinity, pins: [] };
      Array.from(cleaning(database, retention));
    },
    report: (name: string, value: Json, ttl = 10_000) => registry.provide(aReport(name, value, ttl), "192.168.1.20"),
    async series(register: string, { pointer = "", ...query }: Partial<SeriesQuery> & { pointer?: string } = {}) {
      await past.historian.saved();
      const range = { from: NOON, to: clock.now() };
      const asked = SeriesQuery.parse({ ...range, ...query, series: [{ register, pointer }] });
      const [series] = queries.historySeries({ ...asked, now: clock.now() });
      if (series === undefined) throw new Error("a series was asked for");
      return series;
    },
    async [Symbol.asyncDispose]() {
      await past.historian[Symbol.asyncDispose]();
      registry[Symbol.dispose]();
      database.close();
    },
  };
  registry.listen(past.historian);
  return past;
}

/** Seconds since noon and the value of each point. */
export function pointsOf({ at, last }: Series): [number, number | null][] {
  return at.map((time, index) => [(time - NOON) / 1_000, last[index] ?? null]);
}

/** Seconds since noon. */
export function gapsOf({ gaps }: Series): [number, number, string][] {
  return gaps.map(({ from, to, reason }) => [(from - NOON) / 1_000, (to - NOON) / 1_000, reason]);
}
