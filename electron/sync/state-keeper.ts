import type { Clock } from "#shared/clock.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { Activity } from "#shared/model/activity.ts";
import type { SourceState, SyncRun } from "#shared/model/sync.ts";
import type { Logger } from "../logging.ts";
import { passed } from "./passed.ts";
import type { SourceStore } from "./source-store.ts";

/** How long it waits before it tries again what could not be stored, in milliseconds. */
const PAUSES: readonly number[] = [1_000, 2_000, 4_000];

export interface StateKeeperOptions {
  readonly store: SourceStore;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface Kept {
  /** How the source is doing when it is written, which may be later than now. */
  readonly state: () => SourceState;
  readonly runs?: readonly SyncRun[];
  readonly activity?: readonly Activity[];
}

/** Stores how sources are doing. What cannot be stored is tried again three times, and never fails a sync: how a source is
 *  doing is in memory, and the next sync writes it anew. */
export class StateKeeper implements AsyncDisposable {
  readonly #options: StateKeeperOptions;
  readonly #pending = new Set<Promise<void>>();
  readonly #stopping = new AbortController();

  constructor(options: StateKeeperOptions) {
    this.#options = options;
  }

  /** Resolves when it is stored, or has failed for the first time; then it is tried again without anybody waiting. */
  async keep(kept: Kept): Promise<void> {
    if (await this.#isStored(kept)) return;
    const trying = this.#tryAgain(kept);
    this.#pending.add(trying);
    void trying.finally(() => this.#pending.delete(trying));
  }

  /** Tries once more what is not stored, and waits for it. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#pending);
  }

  async #tryAgain(kept: Kept): Promise<void> {
    for (const pause of PAUSES) {
      await passed(pause, this.#options.clock, this.#stopping.signal);
      if (await this.#isStored(kept)) return;
      if (this.#stopping.signal.aborted) break;
    }
    this.#options.log.warn({ source: kept.state().source }, "how a source is doing could not be stored");
  }

  async #isStored({ state, runs = [], activity = [] }: Kept): Promise<boolean> {
    try {
      await this.#options.store.append(activity, { sync: { states: [state()], ...(runs.length > 0 ? { runs } : {}) } });
      return true;
    } catch (error) {
      if (error instanceof RegdeskError) return false;
      throw error;
    }
  }
}
