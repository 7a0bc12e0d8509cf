import { RegdeskError } from "#shared/errors.ts";
import type { Clock } from "#shared/clock.ts";
import type { Source } from "#shared/model/source.ts";
import type { SourceState, SyncRun, Trigger } from "#shared/model/sync.ts";
import type { Logger } from "../logging.ts";
import type { Registry } from "../registry/registry.ts";
import type { CacheHandler } from "./cache/cache-handler.ts";
import { DatabaseCache } from "./cache/database-cache.ts";
import { MemoryCache } from "./cache/memory-cache.ts";
import type { CacheParts } from "./cache/sync-once.ts";
import { selectionHash } from "./document/document-hash.ts";
import type { RunPool } from "./run-pool.ts";
import { activityOf, isWorthKeeping, type RunStart } from "./run-record.ts";
import type { SyncFacts } from "./should-sync.ts";
import { isSyncedOtherwise } from "./source-check.ts";
import type { SecretStore } from "./source-store.ts";
import * as become from "./source-state.ts";
import type { StateKeeper } from "./state-keeper.ts";
import { STOPPING, SyncAttempt, type AttemptedSource } from "./sync-attempt.ts";

export interface SourceSyncParts extends CacheParts {
  readonly clock: Clock;
  readonly registry: Registry;
  readonly pool: RunPool;
  readonly keeper: StateKeeper;
  readonly secrets: SecretStore;
  readonly log: Logger;
  /** From 0 to 1, so that sources that failed together do not come back together. */
  readonly random: () => number;
  readonly nextRunId: () => number;
  /** Called after every change of the state. */
  readonly changed: (source: Source) => void;
  readonly finished: (run: SyncRun) => void;
}

export interface RunWish {
  /** Who asks for it. */
  readonly by?: string;
  /** The same wish is met once. */
  readonly id?: string | undefined;
  readonly confirmed?: { readonly hash: string; readonly leaveOut: readonly string[] };
  /** What was heard of a peer is applied; the schedule goes on as if it had not been. */
  readonly isFollowed?: boolean;
}

interface UnderWay {
  readonly controller: AbortController;
  readonly run: Promise<SyncRun>;
}

const REGDESK = "Regdesk";

/** One source as it is synced: its state, and the one run that may be under way. */
export class SourceSync implements AttemptedSource {
  readonly #parts: SourceSyncParts;
  #cache: CacheHandler;
  #source: Source;
  #state: SourceState;
  #underWay: UnderWay | undefined;
  /** The run that waits for a word, if it is of this run of Regdesk. */
  heldBack: SyncRun | undefined;
  #lastWish: string | undefined;
  #isOver = false;

  constructor(source: Source, state: SourceState, parts: SourceSyncParts) {
    this.#source = source;
    this.#state = state;
    this.#parts = parts;
    this.#cache = cacheOf(source, parts);
  }

  get source(): Source {
    return this.#source;
  }

  get state(): SourceState {
    return this.#state;
  }

  get cache(): CacheHandler {
    return this.#cache;
  }

  /** It is being removed, changed or stopped. */
  get isOver(): boolean {
    return this.#isOver;
  }

  get isUnderWay(): boolean {
    return this.#underWay !== undefined;
  }

  /** What the next run is told of the past. */
  get known(): { readonly hash: string | undefined; readonly revision: string | undefined } {
    return { hash: this.#state.hash, revision: this.#state.revision };
  }

  /** Syncs, or joins the sync that is under way. Resolves with the run, also with one that failed or was cancelled. */
  run(trigger: Trigger, wish: RunWish = {}): Promise<SyncRun> {
    if (this.#isOver) return Promise.reject(gone(this.source));
    if (this.#underWay !== undefined) return this.#joined(trigger, this.#underWay.run);
    const controller = new AbortController();
    const run = this.#run(trigger, wish, controller.signal).finally(() => (this.#underWay = undefined));
    this.#underWay = { controller, run };
    return run;
  }

  /** Applies what was heard of the peer, after the run that is under way. */
  async follow(): Promise<SyncRun> {
    while (this.#underWay !== undefined) await this.#underWay.run;
    return this.run("schedule", { isFollowed: true });
  }

  /** Ends the run that is under way, and waits until it has. */
  async cancel(): Promise<void> {
    this.#underWay?.controller.abort();
    await this.#underWay?.run.catch(() => undefined);
  }

  /** No run begins any more, and the one under way leaves no trace. */
  async stop(): Promise<void> {
    this.#isOver = true;
    this.#underWay?.controller.abort(STOPPING);
    await this.#underWay?.run.catch(() => undefined);
  }

  /** Runs may begin again after `stop`. */
  goOn(): void {
    this.#isOver = false;
    this.#parts.changed(this.#source);
  }

  /** Is another source from now on, of the same name. Call `stop` first where what is synced changes. */
  become(source: Source, state: SourceState): void {
    if (isSyncedOtherwise(this.#source, source) || this.#source.timeout !== source.timeout) {
      this.#cache = cacheOf(source, this.#parts);
    }
    this.#source = source;
    this.turn(state);
  }

  /** Takes a state that follows from something else than a run. */
  turn(state: SourceState): void {
    if (state === this.#state) return;
    const before = this.#state;
    this.#state = state;
    const [was, is] = [before, state].map(({ conditions }) => conditions.find(({ type }) => type === "Ready")?.reason);
    if (was !== is)
      this.#parts.log.info({ source: this.source.name, before: was, now: is }, "the source's readiness changed");
    this.#parts.changed(this.source);
  }

  /** Takes it, and stores it; what cannot be stored is tried again. */
  async keep(state: SourceState, runs: readonly SyncRun[] = [], by = REGDESK, before = this.#state): Promise<void> {
    this.turn(state);
    const activity = runs.flatMap((run) => activityOf(run, by, before));
    await this.#parts.keeper.keep({ state: () => this.#state, runs: runs.filter(isWorthKeeping), activity });
  }

  async #joined(trigger: Trigger, run: Promise<SyncRun>): Promise<SyncRun> {
    if (trigger === "once") await this.keep(become.plannedOnce(this.#state, null));
    return run;
  }

  async #run(trigger: Trigger, wish: RunWish, signal: AbortSignal): Promise<SyncRun> {
    const { pool, clock, nextRunId, log, finished } = this.#parts;
    const { name } = this.source;
    const before = this.#state;
    const { by = REGDESK } = wish;
    const start: RunStart = { id: nextRunId(), source: name, trigger, by, startedAt: clock.now() };
    log.debug({ source: name, trigger }, "a sync begins");
    const began = clock.monotonic();
    const facts = this.#facts(trigger, wish, before);
    const attempt = new SyncAttempt(this, { parts: this.#parts, start, wish, facts });
    let run: SyncRun;
    try {
      run = await pool.run(signal, () => attempt.make(signal));
    } catch (error) {
      run = await attempt.thrown(error, signal);
    }
    if (wish.isFollowed === true) this.#keepSchedule(before);
    const { outcome, reason, added, updated, removed, error } = run;
    const level = outcome === "failed" ? "warn" : "info";
    const took = Math.round(clock.monotonic() - began);
    log[level]({ source: name, trigger, outcome, reason, added, updated, removed, error, took }, "a sync ended");
    finished(run);
    return run;
  }

  #facts(trigger: Trigger, { id }: RunWish, { phase, filterHash }: SourceState): SyncFacts {
    const { filter, prefix, schedule } = this.source;
    const isWanted = (trigger === "manual" || trigger === "once") && (id === undefined || id !== this.#lastWish);
    if (id !== undefined) this.#lastWish = id;
    const isDue = trigger !== "manual" && trigger !== "once";
    const planned = schedule.timing.kind === "manual" ? "none" : "not-due";
    const isFilterChanged = filterHash !== undefined && filterHash !== selectionHash(filter, prefix);
    return { phase, isOwnerAlive: false, isFilterChanged, schedule: isDue ? "due" : planned, isWanted };
  }

  #keepSchedule({ lastEnd }: SourceState): void {
    const { lastEnd: _moved, ...state } = this.#state;
    this.turn(lastEnd === undefined ? state : { ...state, lastEnd });
  }
}

function cacheOf(source: Source, parts: CacheParts): CacheHandler {
  return source.keep === "memory" ? new MemoryCache(source, parts) : new DatabaseCache(source, parts);
}

function gone({ name }: Source): RegdeskError {
  return new RegdeskError("SYNC_NOT_POSSIBLE", `${name} is being removed, changed or stopped; try again in a moment`);
}
