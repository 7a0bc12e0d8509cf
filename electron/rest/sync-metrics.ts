/** What is measured of syncs, in the text format of Prometheus. A site without sources has none of it. */
import type { SourceName } from "#shared/model/source.ts";
import type { SyncRun } from "#shared/model/sync.ts";
import type { SyncManager } from "../sync/sync-manager.ts";

export type MeasuredSync = Pick<SyncManager, "all" | "onRun">;

/** The upper ends of the histogram's buckets, in seconds: from a file to the longest a run may take. */
const BUCKETS = [0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 120, 300];

interface Durations {
  /** Runs no longer than each of the buckets' ends. */
  readonly within: number[];
  count: number;
  seconds: number;
}

/** Counts runs from its beginning on. Sources' names, outcomes and reasons are words that need no quoting. */
export class SyncMetrics implements Disposable {
  readonly #sync: MeasuredSync;
  readonly #stopListening: () => void;
  /** By the labels of the series. */
  readonly #runs = new Map<string, number>();
  readonly #durations = new Map<SourceName, Durations>();

  constructor(sync: MeasuredSync) {
    this.#sync = sync;
    this.#stopListening = sync.onRun((run) => this.#count(run));
  }

  [Symbol.dispose](): void {
    this.#stopListening();
  }

  lines(): string[] {
    const sources = this.#sync.all();
    const registers = sources.map(({ source, state }) => `{source="${source.name}"} ${state.counts.registers}`);
    const runs = [...this.#runs].map(([labels, count]) => `{${labels}} ${count}`);
    const durations = [...this.#durations].flatMap(([source, measured]) => histogram(source, measured));
    return [
      ...family("regdesk_source_registers", "gauge", "Registers that a source provides.", registers),
      ...family("regdesk_sync_runs_total", "counter", "Sync runs, by outcome and reason.", runs),
      ...family("regdesk_sync_duration_seconds", "histogram", "How long sync runs took.", durations),
    ];
  }

  #count({ source, outcome, reason, startedAt, endedAt }: SyncRun): void {
    const labels = `source="${source}",outcome="${outcome}",reason="${reason}"`;
    this.#runs.set(labels, (this.#runs.get(labels) ?? 0) + 1);
    const measured = this.#durations.get(source) ?? { within: BUCKETS.map(() => 0), count: 0, seconds: 0 };
    this.#durations.set(source, measured);
    // The wall clock may have been set back meanwhile.
    const seconds = Math.max(0, endedAt - startedAt) / 1_000;
    measured.count += 1;
    measured.seconds += seconds;
    for (const [place, end] of BUCKETS.entries())
      if (seconds <= end) measured.within[place] = (measured.within[place] ?? 0) + 1;
  }
}

function histogram(source: SourceName, { within, count, seconds }: Durations): string[] {
  const buckets = BUCKETS.map((end, place) => `_bucket{source="${source}",le="${end}"} ${within[place] ?? 0}`);
  return [
    ...buckets,
    `_bucket{source="${source}",le="+Inf"} ${count}`,
    `_sum{source="${source}"} ${seconds}`,
    `_count{source="${source}"} ${count}`,
  ];
}

function family(name: string, type: string, help: string, series: readonly string[]): string[] {
  if (series.length === 0) return [];
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...series.map((sample) => `${name}${sample}`)];
}
