import type { Source } from "#shared/model/source.ts";
import type { SourceState, SyncError, SyncRun } from "#shared/model/sync.ts";
import type { CacheHandler, Found, SyncEnd, SyncWish } from "./cache/cache-handler.ts";
import { shadowedOf } from "./cache/shadowed.ts";
import { retryDelay } from "./retry.ts";
import { activityOf, runOf, type RunStart } from "./run-record.ts";
import { decidedWithoutFetch, type SyncFacts } from "./should-sync.ts";
import type { RunWish, SourceSyncParts } from "./source-sync.ts";
import * as become from "./source-state.ts";

/** Why a run is aborted that shall leave no trace. */
export const STOPPING = new DOMException("Regdesk is stopping.", "AbortError");

/** What an attempt is about. */
export interface AttemptedSource {
  readonly source: Source;
  readonly state: SourceState;
  readonly cache: CacheHandler;
  /** The run that waits for a word. */
  heldBack: SyncRun | undefined;
  turn(state: SourceState): void;
  keep(state: SourceState, runs?: readonly SyncRun[], by?: string, before?: SourceState): Promise<void>;
}

export interface AttemptOptions {
  readonly parts: SourceSyncParts;
  readonly start: RunStart;
  readonly wish: RunWish;
  readonly facts: SyncFacts;
}

/** One sync of one source, from the decision whether to sync at all to what is kept of it. */
export class SyncAttempt {
  readonly #subject: AttemptedSource;
  readonly #options: AttemptOptions;
  /** How the source was doing when it began. */
  readonly #before: SourceState;

  constructor(subject: AttemptedSource, options: AttemptOptions) {
    this.#subject = subject;
    this.#options = options;
    this.#before = subject.state;
  }

  /** @throws what the signal was aborted with, and bugs; hand both to `thrown` */
  async make(signal: AbortSignal): Promise<SyncRun> {
    const { parts, start, facts } = this.#options;
    const { trigger } = start;
    const decision = decidedWithoutFetch(facts);
    if (decision !== undefined) {
      const now = parts.clock.now();
      await this.#subject.keep(become.decided(this.#subject.state, { trigger, reason: decision.reason, now }));
      return runOf(start, { outcome: "up-to-date", reason: decision.reason, endedAt: now });
    }
    await this.#subject.keep(become.begun(this.#subject.state, trigger, parts.clock.now()));
    signal.throwIfAborted();
    let recorded: SyncRun | undefined;
    const wish = await this.#wish((run) => (recorded = run));
    const end = await this.#subject.cache.syncOnce(wish, signal);
    if (end.kind !== "applied") return this.#ended(end);
    // Made anew, because somebody may have paused it meanwhile.
    const { run, state } = this.#complete(end);
    await this.#applied(state);
    return recorded ?? run;
  }

  /** Cancelled, or a bug, which must not leave the source in the middle of a sync. */
  async thrown(error: unknown, signal: AbortSignal): Promise<SyncRun> {
    const { parts, start } = this.#options;
    const now = parts.clock.now();
    const { trigger, by, source } = start;
    const before = this.#before;
    const reason = before.lastReason ?? "registry-not-ready";
    if (!signal.aborted) {
      parts.log.error({ source, err: error }, "a sync failed in a way that nobody foresaw");
      const message = `The sync could not be carried out: ${error instanceof Error ? error.message : String(error)}`;
      return this.#failed({ error: { code: "HandlerCreationFailed", message }, reason });
    }
    const run = runOf(start, { outcome: "cancelled", reason, endedAt: now });
    if (signal.reason === STOPPING) {
      await this.#subject.keep(become.interrupted(this.#subject.source, this.#subject.state, before, now));
      return run;
    }
    const state = become.cancelledRun(this.#subject.source, this.#subject.state, { before, trigger, now });
    await this.#subject.keep(state, [run], by, before);
    return run;
  }

  async #wish(recorded: (run: SyncRun) => void): Promise<SyncWish> {
    const { parts, start, facts, wish } = this.#options;
    const before = this.#before;
    const secret = await parts.secrets.get(start.source);
    const isFollowed = wish.isFollowed === true;
    const record = (found: Found) => {
      const { run, state } = this.#complete(found);
      recorded(run);
      if (isFollowed) return { activity: [], write: { states: [state] } };
      return { activity: activityOf(run, start.by, before), write: { states: [state], runs: [run] } };
    };
    const known = { hash: before.hash, revision: before.revision };
    return { secret, facts, known, confirmed: wish.confirmed, isFollowed, record };
  }

  #complete(found: Found): { run: SyncRun; state: SourceState } {
    const { parts, start } = this.#options;
    const { source, state: current } = this.#subject;
    const now = parts.clock.now();
    const { reason, counts, skippedCount } = found;
    const run = runOf(start, { outcome: "complete", reason, endedAt: now, found });
    const isChange = counts.added + counts.updated + counts.removed > 0;
    const shown = { registers: counts.after, skipped: skippedCount, shadowed: current.counts.shadowed };
    const end = { ...found, counts: shown, isChange, trigger: start.trigger, now };
    return { run, state: become.complete(source, current, end) };
  }

  /** It is stored and shows; how much of it something else hides can be told only now. */
  async #applied(state: SourceState): Promise<void> {
    this.#subject.heldBack = undefined;
    const shadowed = await shadowedOf(state.source, this.#options.parts.registry);
    if (shadowed === state.counts.shadowed) this.#subject.turn(state);
    else await this.#subject.keep({ ...state, counts: { ...state.counts, shadowed } });
  }

  async #ended(end: Exclude<SyncEnd, { kind: "applied" }>): Promise<SyncRun> {
    if (end.kind === "failed") return this.#failed(end);
    if (end.kind === "held-back") return this.#heldBack(end);
    const { parts, start } = this.#options;
    const { trigger, by } = start;
    const { reason, revision } = end;
    const now = parts.clock.now();
    const outcome = end.isRecovery ? "complete" : "up-to-date";
    const run = runOf(start, { outcome, reason, endedAt: now, found: end });
    this.#subject.heldBack = undefined;
    const state = become.unchanged(this.#subject.source, this.#subject.state, { trigger, reason, now, revision });
    await this.#subject.keep(state, [run], by, this.#before);
    return run;
  }

  async #heldBack(end: Extract<SyncEnd, { kind: "held-back" }>): Promise<SyncRun> {
    const { parts, start } = this.#options;
    const { trigger, by } = start;
    const { reason, because } = end;
    const before = this.#before;
    const now = parts.clock.now();
    if (trigger !== "manual" && isDismissed(before, end)) return this.#leftAlone(end);
    const earlier = this.#subject.heldBack;
    const isSame = earlier?.hash === end.hash && before.awaitingConfirmation === earlier.id;
    const run = isSame ? earlier : runOf(start, { outcome: "needs-confirmation", reason, endedAt: now, found: end });
    this.#subject.heldBack = run;
    const held = { run: run.id, because, before, trigger, reason, now };
    const state = become.heldBack(this.#subject.source, this.#subject.state, held);
    await this.#subject.keep(state, isSame ? [] : [run], by, before);
    return run;
  }

  /** A technician has said no to exactly this. */
  async #leftAlone({ reason, ...found }: Extract<SyncEnd, { kind: "held-back" }>): Promise<SyncRun> {
    const { parts, start } = this.#options;
    const { trigger, by } = start;
    const before = this.#before;
    const now = parts.clock.now();
    this.#subject.cache.drop();
    const run = runOf(start, { outcome: "up-to-date", reason, endedAt: now, found });
    const state = become.leftAlone(this.#subject.source, this.#subject.state, { before, trigger, reason, now });
    await this.#subject.keep(state, [run], by, before);
    return run;
  }

  async #failed(end: {
    readonly error: SyncError;
    readonly reason: SyncRun["reason"];
    readonly retryAfter?: number | undefined;
  }): Promise<SyncRun> {
    const { parts, start } = this.#options;
    const { error, reason, retryAfter } = end;
    const { trigger, by } = start;
    const before = this.#before;
    const now = parts.clock.now();
    const run = runOf(start, { outcome: "failed", reason, endedAt: now, error });
    const delay = retryDelay({ error, attempts: before.attempts + 1, retryAfter, jitter: parts.random() });
    const failed = { error, reason, retryAt: now + delay, trigger, now };
    const state = become.failed(this.#subject.source, this.#subject.state, failed);
    await this.#subject.keep(state, [run], by, before);
    return run;
  }
}

function isDismissed({ dismissed }: SourceState, { hash, filterHash }: Found): boolean {
  return dismissed?.hash === hash && dismissed.filterHash === filterHash;
}
