import { SvelteMap, SvelteSet } from "svelte/reactivity";
import type { Client } from "#shared/contract/contract.ts";
import type { Preview, SourceWithState, TestStep } from "#shared/contract/sources.ts";
import type { CronWarning, Schedule } from "#shared/model/schedule.ts";
import type { Source, SourceName } from "#shared/model/source.ts";
import type { SyncRun } from "#shared/model/sync.ts";
import { until, withoutGap } from "../lib/feed.ts";
import { standingOf, type Circumstances, type ShownSource, type SourceStanding } from "../lib/sources/standing.ts";
import type { Call } from "./change-requests.svelte.ts";
import type { Ticker } from "./ticker.svelte.ts";

/** A source as it is to be, with the secret somebody wrote; null forgets the one there is, nothing leaves it. */
export interface WrittenSource {
  readonly source: Source;
  readonly secret?: string | null;
}

/** Nothing is planned for these, or it is under way. */
const RESTING: ReadonlySet<SourceStanding> = new Set(["off", "paused", "syncing"]);

/** The outside registries that are mirrored here, and how each is doing. */
export class SourcesState {
  readonly #byName = new SvelteMap<SourceName, SourceWithState>();
  readonly #busy = new SvelteSet<SourceName>();
  /** What a preview found and nobody has applied yet. */
  readonly #found = new SvelteMap<SourceName, Preview>();
  readonly #lastRuns = new SvelteMap<SourceName, SyncRun>();
  /** For which state of a source its last run was asked for. */
  readonly #askedFor: Record<SourceName, string | undefined> = {};
  readonly #call: Call;
  readonly #report: (error: unknown) => void;
  readonly #ticker: Ticker;
  #isOnline = $state(navigator.onLine);
  loaded = $state(false);

  /** The one that wins first. */
  readonly all: readonly ShownSource[] = $derived.by(() =>
    [...this.#byName.values()]
      .sort((a, b) => a.source.order - b.source.order || a.source.name.localeCompare(b.source.name))
      .map((shown) => ({ ...shown, standing: standingOf(shown, this.circumstances(shown.source.name)) })),
  );
  readonly failed = $derived(this.all.filter(({ standing }) => standing === "failed"));
  readonly unconfirmed = $derived(this.all.filter(({ standing }) => standing === "needs-confirmation"));
  /** When the next of all syncs is planned. */
  readonly nextRun: number | undefined = $derived.by(() => {
    const planned = this.all.flatMap(({ standing, state }) =>
      RESTING.has(standing) || state.nextRun === undefined ? [] : [state.nextRun],
    );
    return planned.length === 0 ? undefined : Math.min(...planned);
  });

  constructor(call: Call, report: (error: unknown) => void, ticker: Ticker) {
    this.#call = call;
    this.#report = report;
    this.#ticker = ticker;
    for (const event of ["online", "offline"]) {
      window.addEventListener(event, () => (this.#isOnline = navigator.onLine));
    }
  }

  find(name: string): ShownSource | undefined {
    return this.all.find(({ source }) => source.name === name);
  }

  circumstances(name: SourceName): Circumstances {
    return { now: this.#ticker.now, isOnline: this.#isOnline, hasFound: this.#found.has(name) };
  }

  lastRun({ source }: SourceWithState): SyncRun | undefined {
    return this.#lastRuns.get(source.name);
  }

  /** Whether something is on its way to the host about it. */
  isBusy(name: SourceName): boolean {
    return this.#busy.has(name);
  }

  /** @returns the run it came to; nothing when it could not begin, and the technician has been told why */
  async run(name: SourceName): Promise<SyncRun | undefined> {
    this.#found.delete(name);
    // Not held back while it runs: that is what can be cancelled, and a second wish joins the first.
    try {
      return (await this.#call((client) => client.sources.sync({ names: [name] }))).at(0);
    } catch (error) {
      this.#report(error);
      return undefined;
    }
  }

  cancel(name: SourceName): Promise<boolean> {
    return this.#act(name, (client) => client.sources.cancel({ name }));
  }

  /** @param at epoch milliseconds; null plans none any more */
  runOnceAt(name: SourceName, at: number | null): Promise<boolean> {
    return this.#act(name, (client) => client.sources.syncOnceAt({ name, at }));
  }

  /** @param until epoch milliseconds; null until somebody resumes it */
  pause(name: SourceName, until: number | null): Promise<boolean> {
    return this.#act(name, (client) => client.sources.pause({ name, until }));
  }

  resume(name: SourceName): Promise<boolean> {
    return this.#act(name, (client) => client.sources.resume({ name }));
  }

  switch(source: Source, enabled: boolean): Promise<boolean> {
    return this.#act(source.name, (client) => client.sources.edit({ source: { ...source, enabled } }));
  }

  dismiss(name: SourceName, run: number): Promise<boolean> {
    return this.#act(name, (client) => client.sources.dismiss({ name, run }));
  }

  remove(name: SourceName): Promise<boolean> {
    return this.#act(name, async (client) => {
      await client.sources.remove({ name });
      this.#byName.delete(name);
    });
  }

  /** @returns its new place, counted from 1; nothing when it could not move */
  async move(name: SourceName, by: 1 | -1): Promise<number | undefined> {
    const order = this.all.map(({ source }) => source.name);
    const from = order.indexOf(name);
    const to = from + by;
    if (from === -1 || to < 0 || to >= order.length) return undefined;
    const moved = order.toSpliced(from, 1).toSpliced(to, 0, name);
    const isDone = await this.#act(name, (client) => client.sources.arrange({ order: moved }));
    return isDone ? to + 1 : undefined;
  }

  /** @throws {Error} its message a sentence for the technician, as do all below */
  async add(written: WrittenSource): Promise<void> {
    this.#keep([await this.#call((client) => client.sources.add(written))]);
  }

  async edit(written: WrittenSource): Promise<void> {
    this.#keep([await this.#call((client) => client.sources.edit(written))]);
  }

  /** What a run would change. Of a source there is, the list remembers that something was found. */
  async preview(written: WrittenSource, isSaved: boolean): Promise<Preview> {
    const preview = await this.#call((client) => client.sources.preview(written));
    const { added, updated, removed } = preview.run;
    const { name } = written.source;
    if (isSaved && added + updated + removed > 0) this.#found.set(name, preview);
    else this.#found.delete(name);
    return preview;
  }

  /** @param signal ends the test */
  test(written: WrittenSource, signal: AbortSignal): Promise<AsyncIterable<TestStep>> {
    return this.#call((client) => client.sources.test(written, { signal }));
  }

  upcoming(schedule: Schedule, count: number): Promise<{ times: number[]; warnings: CronWarning[] }> {
    return this.#call((client) => client.sources.previewSchedule({ schedule, count }));
  }

  runs(name: SourceName): Promise<SyncRun[]> {
    return this.#call((client) => client.sources.runs({ name }));
  }

  heldBack(name: SourceName): Promise<Preview> {
    return this.#call((client) => client.sources.heldBack({ name }));
  }

  confirm(name: SourceName, run: number, leaveOut: readonly string[]): Promise<SyncRun> {
    return this.#call((client) => client.sources.confirm({ name, run, leaveOut: [...leaveOut] }));
  }

  async follow(client: Client, signal: AbortSignal): Promise<void> {
    for await (const message of until(
      signal,
      withoutGap(() => client.sources.watch()),
    )) {
      if (message.kind === "snapshot") this.#byName.clear();
      for (const name of message.removed) this.#byName.delete(name);
      this.#keep(message.sources);
      this.loaded = true;
    }
  }

  async #act(name: SourceName, act: (client: Client) => Promise<unknown>): Promise<boolean> {
    if (this.#busy.has(name)) return false;
    this.#busy.add(name);
    try {
      const answer = await this.#call(act);
      if (isSource(answer)) this.#keep([answer]);
      return true;
    } catch (error) {
      this.#report(error);
      return false;
    } finally {
      this.#busy.delete(name);
    }
  }

  #keep(sources: readonly SourceWithState[]): void {
    for (const shown of sources) {
      this.#byName.set(shown.source.name, shown);
      if (shown.state.phase !== "syncing" && shown.state.lastAttempt !== undefined) void this.#askForLastRun(shown);
    }
  }

  /** The feed tells how a source is, not what its last run changed. */
  async #askForLastRun({ source: { name }, state }: SourceWithState): Promise<void> {
    const wanted = [state.lastAttempt, state.lastEnd, state.lastCheck, state.awaitingConfirmation].join();
    if (this.#askedFor[name] === wanted) return;
    this.#askedFor[name] = wanted;
    try {
      const [run] = await this.#call((client) => client.sources.runs({ name, limit: 1 }));
      if (run) this.#lastRuns.set(name, run);
    } catch {
      this.#askedFor[name] = undefined; // gone meanwhile, or cut off: the next word about it asks again
    }
  }
}

/** Some calls answer with the source as it is now, others with nothing. */
const isSource = (answer: unknown): answer is SourceWithState =>
  typeof answer === "object" && answer !== null && "source" in answer && "state" in answer;
