/** The sources: which there are, how each is doing, and what people and the coordinator ask of them. Everything that follows
 *  from a wish is decided here or below; when a sync is due is the coordinator's business. */
import type { Clock } from "#shared/clock.ts";
import type { Preview, ShadowedRegister, SourceWithState, TestStep } from "#shared/contract/sources.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { Json } from "#shared/json.ts";
import type { Source, SourceName } from "#shared/model/source.ts";
import type { SourceState, SyncRun, Trigger } from "#shared/model/sync.ts";
import type { Coordinated, FollowOptions, Plan } from "./coordinator-port.ts";
import type { Overrides } from "./overrides.ts";
import { selectionHash } from "./document/document-hash.ts";
import { tokenApart } from "./peer-token.ts";
import { previewed } from "./preview.ts";
import { shadowedRegisters } from "./shadows.ts";
import { SourceBook, type SourceBookOptions } from "./source-book.ts";
import { sourceLine, type SourceChange } from "./source-line.ts";
import type { RunLog } from "./source-store.ts";
import type { SourceSync } from "./source-sync.ts";
import { SyncFailure } from "./sync-failure.ts";
import { notPossible, past, unknown } from "./sync-refusals.ts";
import * as become from "./source-state.ts";

export type SourcesListener = (changed: readonly SourceName[], removed: readonly SourceName[]) => void;

export interface SyncManagerOptions extends Omit<SourceBookOptions, "changed" | "finished" | "removed"> {
  readonly runs: RunLog;
}

const REGDESK = "Regdesk";

export class SyncManager implements Coordinated, AsyncDisposable {
  readonly #clock: Clock;
  readonly #options: SyncManagerOptions;
  readonly #book: SourceBook;
  readonly #listeners = new Set<SourcesListener>();
  readonly #runListeners = new Set<(run: SyncRun) => void>();
  readonly #stopping = new AbortController();

  constructor(options: SyncManagerOptions) {
    this.#clock = options.clock;
    this.#options = options;
    this.#book = new SourceBook({
      ...options,
      changed: ({ name }) => this.#tell([name], []),
      removed: (name) => this.#tell([], [name]),
      finished: (run) => this.#runListeners.forEach((listener) => listener(run)),
    });
  }

  /** In their order: where two provide one register, the first wins. */
  all(): readonly SourceWithState[] {
    return this.#book.all().map((sync) => this.#shown(sync));
  }

  find(name: SourceName): SourceWithState | undefined {
    const sync = this.#book.find(name);
    return sync && this.#shown(sync);
  }

  /** Hears of every change of a source or its state. @returns stops listening */
  listen(listener: SourcesListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Hears of every run that is over. @returns stops listening */
  onRun(listener: (run: SyncRun) => void): () => void {
    this.#runListeners.add(listener);
    return () => this.#runListeners.delete(listener);
  }

  /** @throws {RegdeskError} `SOURCE_EXISTS`, `SOURCE_INVALID`, `SCHEDULE_INVALID`, `STORE_UNAVAILABLE` */
  async add(source: Source, secret: string | null | undefined, actor: string): Promise<SourceWithState> {
    return this.#shown(await this.#book.add(source, secret, actor));
  }

  /** What is synced anew because of it is synced at once; a change of the schedule alone syncs nothing.
   *  @throws {RegdeskError} as `add` does, `SOURCE_NOT_FOUND`, `SOURCE_OWNED_BY_FILE` */
  async edit(source: Source, secret: string | null | undefined, actor: string): Promise<SourceWithState> {
    return this.#shown(await this.#book.edit(source, secret, actor));
  }

  /** Cancels and awaits its run, and leaves nothing of it behind. */
  remove(name: SourceName, actor: string): Promise<void> {
    return this.#book.remove(name, actor);
  }

  arrange(order: readonly SourceName[], actor: string): Promise<void> {
    return this.#book.arrange(order, actor);
  }

  /** Adds or edits a source that a file describes. @throws {RegdeskError} `SOURCE_EXISTS` when it was made otherwise */
  takeFromFile(source: Source, secret: string | null): Promise<void> {
    return this.#book.takeFromFile(source, secret, REGDESK);
  }

  dropWithFile(name: SourceName): Promise<void> {
    return this.#book.dropWithFile(name, REGDESK);
  }

  /** Resolves with the run each comes to. @param id the same wish is met once */
  async sync(names: readonly SourceName[], actor: string, id?: string): Promise<SyncRun[]> {
    const syncs = names.map((name) => this.#enabled(name));
    return Promise.all(syncs.map((sync) => sync.run("manual", { by: actor, id })));
  }

  run(name: SourceName, trigger: Exclude<Trigger, "manual">): Promise<SyncRun> {
    const sync = this.#book.find(name);
    return sync === undefined ? Promise.reject(unknown(name)) : sync.run(trigger);
  }

  isUnderWay(name: SourceName): boolean {
    return this.#book.find(name)?.isUnderWay ?? false;
  }

  planned(name: SourceName, plan: Plan): void {
    const sync = this.#book.find(name);
    sync?.turn(become.planned(sync.state, plan, this.#clock.now()));
  }

  /** Plans one run beside the schedule; null plans none any more. @throws {RegdeskError} `SCHEDULE_INVALID` */
  async syncOnceAt(name: SourceName, at: number | null, actor: string): Promise<SourceWithState> {
    if (at !== null && at <= this.#clock.now()) throw past("at", at);
    return this.#turn(name, { change: "planned", after: at }, actor, (_source, state) => become.plannedOnce(state, at));
  }

  async cancel(name: SourceName, actor: string): Promise<void> {
    this.#options.log.info({ source: name, by: actor }, "a sync is cancelled");
    await this.#book.known(name).cancel();
  }

  /** Applies what a run holds back; `leaveOut` names registers that it shall not touch.
   *  @throws {RegdeskError} `SYNC_NOT_POSSIBLE` when the run does not wait, or is not what it was any more */
  async confirm(name: SourceName, run: number, leaveOut: readonly string[], actor: string): Promise<SyncRun> {
    const sync = this.#waiting(name, run);
    if (sync.isUnderWay) throw notPossible(`${name} is being synced; confirm when that is over`);
    const { hash = "" } = await this.#heldRun(sync, run);
    return sync.run("manual", { by: actor, confirmed: { hash, leaveOut } });
  }

  /** What a run that waits for a word would change. */
  async heldBack(name: SourceName): Promise<Preview> {
    const sync = this.#book.known(name);
    const { awaitingConfirmation: id } = sync.state;
    if (id === undefined) throw notPossible(`no run of ${name} waits for a word`);
    const run = await this.#heldRun(sync, id);
    const confirmed = { hash: run.hash ?? "", leaveOut: [] };
    const preview = await this.#preview(sync.source, undefined, sync, confirmed);
    return { ...preview, run };
  }

  /** What was held back stays held back, and nobody is asked again, until the source changes or is synced by hand. */
  async dismiss(name: SourceName, run: number, actor: string): Promise<SourceWithState> {
    const sync = this.#waiting(name, run);
    const { hash } = await this.#heldRun(sync, run);
    sync.cache.drop();
    const { filter, prefix } = sync.source;
    const what = hash === undefined ? undefined : { hash, filterHash: selectionHash(filter, prefix) };
    const turn = (source: Source, state: SourceState, now: number) => become.dismissed(source, state, what, now);
    return this.#turn(name, { change: "dismissed", after: run }, actor, turn);
  }

  /** Until a time, or until somebody resumes it. @throws {RegdeskError} `SCHEDULE_INVALID` */
  async pause(name: SourceName, until: number | null, actor: string): Promise<SourceWithState> {
    if (until !== null && until <= this.#clock.now()) throw past("until", until);
    const turn = (source: Source, state: SourceState, now: number) => become.paused(source, state, until, now);
    return this.#turn(name, { change: "paused", after: until }, actor, turn);
  }

  resume(name: SourceName, actor: string): Promise<SourceWithState> {
    return this.#turn(name, { change: "resumed" }, actor, become.resumed);
  }

  /** What a run would change, of a source there is or of one that is not saved yet. */
  preview(given: Source, givenSecret: string | null | undefined): Promise<Preview> {
    const { source, secret } = tokenApart(given, givenSecret);
    return this.#preview(source, secret, this.#book.find(source.name));
  }

  async *test(given: Source, givenSecret: string | null | undefined, signal: AbortSignal): AsyncGenerator<TestStep> {
    const { source, secret } = tokenApart(given, givenSecret);
    this.#book.check(source);
    const used = await this.#book.secretOf(source.name, secret);
    try {
      yield* this.#options.thread.test(source, used, AbortSignal.any([signal, this.#stopping.signal]));
    } catch (error) {
      if (!(error instanceof SyncFailure)) throw error;
      yield { step: "fetch", ok: false, message: error.message, ms: 0 };
    }
  }

  /** The latest first. @throws {RegdeskError} `STORE_UNAVAILABLE` */
  async runs(name: SourceName, limit: number): Promise<SyncRun[]> {
    this.#book.known(name);
    return [...(await this.#options.runs.runsOf(name, limit))];
  }

  /** What is approved for registers of sources. */
  get overrides(): Overrides {
    return this.#book.overrides;
  }

  /** Whether a secret is stored for the source. */
  hasSecret(name: SourceName): boolean {
    return this.#options.secrets.has(name);
  }

  /** What of a source does not come through, and why. */
  shadowed(name: SourceName): Promise<ShadowedRegister[]> {
    this.#book.known(name);
    return shadowedRegisters(name, this.#options.registry);
  }

  async follow(name: SourceName, { signal, heard }: FollowOptions): Promise<never> {
    const sync = this.#book.known(name);
    const secret = await this.#options.secrets.get(name);
    const ended = AbortSignal.any([signal, this.#stopping.signal]);
    let applying: Promise<unknown> = Promise.resolve();
    const apply = (): void => {
      applying = applying.then(() => sync.follow()).then(heard, (error: unknown) => this.#notApplied(name, error));
    };
    await this.#options.thread.follow(sync.source, { secret, since: sync.state.revision }, apply, ended);
    throw new Error(`nothing is to be heard of ${name} any more`);
  }

  watch(name: SourceName, changed: () => void): Disposable {
    return this.#options.thread.watch(this.#book.known(name).source, changed);
  }

  /** No run begins any more; those under way end without a trace. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#book.stop();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await this.#book[Symbol.asyncDispose]();
  }

  async #preview(
    source: Source,
    secret: string | null | undefined,
    sync: SourceSync | undefined,
    confirmed?: { readonly hash: string; readonly leaveOut: readonly string[] },
  ): Promise<Preview> {
    this.#book.check(source);
    const used = await this.#book.secretOf(source.name, secret);
    return previewed({ ...this.#options, source, secret: used, sync, confirmed, signal: this.#stopping.signal });
  }

  async #turn(
    name: SourceName,
    { change, after }: { readonly change: SourceChange; readonly after?: Json },
    by: string,
    turn: (source: Source, state: SourceState, now: number) => SourceState,
  ): Promise<SourceWithState> {
    const sync = this.#book.known(name);
    const at = this.#clock.now();
    const states = [turn(sync.source, sync.state, at)];
    const line = sourceLine({ change, source: name, by, at }, undefined, after);
    await this.#options.store.append([line], { sync: { states } });
    sync.turn(turn(sync.source, sync.state, at));
    return this.#shown(sync);
  }

  async #heldRun(sync: SourceSync, id: number): Promise<SyncRun> {
    if (sync.heldBack?.id === id) return sync.heldBack;
    const runs = await this.#options.runs.runsOf(sync.source.name, 200);
    const run = runs.find((one) => one.id === id);
    if (run === undefined)
      throw notPossible(`run ${id} of ${sync.source.name} is not known any more; dismiss it and sync anew`);
    return run;
  }

  #waiting(name: SourceName, run: number): SourceSync {
    const sync = this.#book.known(name);
    if (sync.state.awaitingConfirmation === run) return sync;
    throw notPossible(`run ${run} of ${name} does not wait for a word any more; look at its latest runs`);
  }

  #enabled(name: SourceName): SourceSync {
    const sync = this.#book.known(name);
    if (sync.source.enabled) return sync;
    throw notPossible(`${name} is switched off; switch it on first`);
  }

  #notApplied(name: SourceName, error: unknown): void {
    if (!(error instanceof RegdeskError)) throw error;
    this.#options.log.warn({ source: name, err: error }, "what was heard of a peer could not be applied");
  }

  #shown({ source, state }: SourceSync): SourceWithState {
    return { source, state, hasSecret: this.hasSecret(source.name) };
  }

  #tell(changed: readonly SourceName[], removed: readonly SourceName[]): void {
    for (const listener of this.#listeners) listener(changed, removed);
  }
}
