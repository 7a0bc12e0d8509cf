import { RegdeskError } from "#shared/errors.ts";
import type { Activity } from "#shared/model/activity.ts";
import type { Source, SourceName } from "#shared/model/source.ts";
import { hideAll, showStored } from "./cache/stored-registers.ts";
import { Overrides } from "./overrides.ts";
import { tokenApart } from "./peer-token.ts";
import { RunPool } from "./run-pool.ts";
import { Shadows } from "./shadows.ts";
import { editOf, stateAfter, type SourceEdit } from "./source-edit.ts";
import { sourceLine, type SourceChange } from "./source-line.ts";
import { checkSource, shownSource } from "./source-check.ts";
import { neverSynced, restoredState } from "./source-state.ts";
import type { SourceWrite, StoredSources } from "./source-store.ts";
import { unknown } from "./sync-refusals.ts";
import { SourceSync, type SourceSyncParts } from "./source-sync.ts";
import { StateKeeper } from "./state-keeper.ts";

/** So many sources are synced at a time. */
const AT_ONCE = 3;

export interface SourceBookOptions extends Omit<SourceSyncParts, "pool" | "keeper" | "nextRunId" | "random"> {
  readonly stored: StoredSources;
  readonly random?: () => number;
  readonly removed: (name: SourceName) => void;
}

/** Which sources there are. They are changed one after the other, and a change counts once it is stored. */
export class SourceBook implements AsyncDisposable {
  readonly #options: SourceBookOptions;
  readonly #parts: SourceSyncParts;
  readonly #keeper: StateKeeper;
  readonly overrides: Overrides;
  readonly #shadows: Shadows;
  readonly #byName = new Map<SourceName, SourceSync>();
  /** Taken by what is not understood. */
  readonly #unreadable: ReadonlySet<string>;
  #last: Promise<unknown> = Promise.resolve();
  #isStopped = false;

  constructor(options: SourceBookOptions) {
    this.#options = options;
    const { stored, random = Math.random } = options;
    let lastRunId = stored.lastRunId;
    this.#keeper = new StateKeeper(options);
    const own = { pool: new RunPool(AT_ONCE), keeper: this.#keeper, random, nextRunId: () => ++lastRunId };
    this.#parts = { ...options, ...own };
    this.#unreadable = new Set(stored.unreadable);
    this.#shadows = new Shadows({ ...options, sources: () => this.all() });
    this.#load();
    this.overrides = new Overrides({ ...options, stored: stored.overrides, find: (name) => this.#byName.get(name) });
  }

  all(): SourceSync[] {
    return [...this.#byName.values()].sort((a, b) => inOrder(a.source, b.source));
  }

  find(name: SourceName): SourceSync | undefined {
    return this.#byName.get(name);
  }

  /** @throws {RegdeskError} `SOURCE_NOT_FOUND` */
  known(name: SourceName): SourceSync {
    const sync = this.#byName.get(name);
    if (sync !== undefined) return sync;
    throw unknown(name);
  }

  /** @throws {RegdeskError} `SOURCE_INVALID`, `SCHEDULE_INVALID` */
  check(source: Source): void {
    checkSource(source, this.#options.clock.now());
  }

  /** The one that is given, or else the one that is stored. */
  async secretOf(name: SourceName, given: string | null | undefined): Promise<string | undefined> {
    return given === undefined ? this.#options.secrets.get(name) : (given ?? undefined);
  }

  add(given: Source, givenSecret: string | null | undefined, by: string): Promise<SourceSync> {
    const { source, secret } = tokenApart(given, givenSecret);
    return this.#inTurn(() => this.#add({ ...source, order: this.#lastPlace() }, secret, by));
  }

  edit(given: Source, givenSecret: string | null | undefined, by: string): Promise<SourceSync> {
    const { source, secret } = tokenApart(given, givenSecret);
    return this.#inTurn(() => this.#edit(this.#ownedByPeople(source.name), source, secret, by));
  }

  remove(name: SourceName, by: string): Promise<void> {
    return this.#inTurn(() => this.#remove(this.#ownedByPeople(name), by));
  }

  takeFromFile(given: Source, givenSecret: string | null, by: string): Promise<void> {
    const { source, secret } = tokenApart(given, givenSecret);
    return this.#inTurn(async () => {
      const sync = this.#byName.get(source.name);
      if (sync === undefined) await this.#add({ ...source, order: source.order || this.#lastPlace() }, secret, by);
      else if (sync.source.file === undefined || sync.source.file !== source.file)
        throw exists(source.name, sync.source.file);
      else await this.#edit(sync, source, secret, by);
    });
  }

  dropWithFile(name: SourceName, by: string): Promise<void> {
    return this.#inTurn(async () => {
      const sync = this.#byName.get(name);
      if (sync?.source.file !== undefined) await this.#remove(sync, by);
    });
  }

  /** @param order every source's name, the one that wins first */
  arrange(order: readonly SourceName[], by: string): Promise<void> {
    return this.#inTurn(async () => {
      this.#checkOrder(order);
      const moved = order.map((name, place) => ({ sync: this.known(name), place })).filter(isMoved);
      if (moved.length === 0) return;
      const lines = moved.map(({ sync: { source }, place }) =>
        this.#line("moved", source.name, by, source.order + 1, place + 1),
      );
      const sources = moved.map(({ sync, place }) => ({ ...sync.source, order: place }));
      await this.#options.store.append(lines, { sync: { sources } });
      for (const { sync, place } of moved) sync.become({ ...sync.source, order: place }, sync.state);
      this.#options.registry.arrangeSources(this.all().map(({ source }) => source.name));
      for (const source of sources) this.#options.changed(source);
    });
  }

  /** What is being changed is changed still; then no run begins any more, and those under way end without a trace. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#last;
    await Promise.all(this.all().map((sync) => sync.stop()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#shadows[Symbol.dispose]();
    await this.#keeper[Symbol.asyncDispose]();
  }

  #load(): void {
    const { stored, clock, registry, log } = this.#options;
    if (stored.unreadable.length > 0) {
      log.warn(
        { sources: stored.unreadable },
        "what is stored of these sources is not understood; they are left alone",
      );
    }
    const states = new Map(stored.states.map((state) => [state.source, state]));
    const now = clock.now();
    for (const source of [...stored.sources].sort(inOrder)) {
      const state = states.get(source.name);
      const restored = state === undefined ? neverSynced(source, now) : restoredState(source, state, now);
      this.#byName.set(source.name, new SourceSync(source, restored, this.#parts));
      showStored(source, stored.registers.get(source.name) ?? [], registry);
    }
  }

  async #add(source: Source, secret: string | null | undefined, by: string): Promise<SourceSync> {
    const other = this.#byName.get(source.name);
    if (other !== undefined) throw exists(source.name, other.source.file);
    if (this.#unreadable.has(source.name)) throw exists(source.name, undefined);
    this.check(source);
    const { registry, clock, secrets } = this.#options;
    const state = neverSynced(source, clock.now());
    if (typeof secret === "string") await secrets.set(source.name, secret);
    try {
      const write = { sources: [source], states: [state] };
      await this.#store(write, this.#line("added", source.name, by, undefined, shownSource(source)));
    } catch (error) {
      if (typeof secret === "string") await secrets.remove(source.name);
      throw error;
    }
    const sync = new SourceSync(source, state, this.#parts);
    this.#byName.set(source.name, sync);
    showStored(source, [], registry);
    registry.arrangeSources(this.all().map((one) => one.source.name));
    this.#options.changed(source);
    return sync;
  }

  async #edit(sync: SourceSync, given: Source, secret: string | null | undefined, by: string): Promise<SourceSync> {
    this.check(given);
    const { name } = sync.source;
    const known = secret === undefined ? undefined : await this.#options.secrets.get(name);
    const isNewSecret = secret !== undefined && (secret ?? undefined) !== known;
    const edit = editOf(sync.source, given, isNewSecret);
    if (edit.isSame) return sync;
    // A running sync of the old connection is discarded.
    if (edit.isAnew) await sync.stop();
    try {
      await this.#changeSecret(name, isNewSecret ? secret : undefined);
      await this.#storeEdit(edit, sync, by);
      if (edit.isEmptied) await this.#clear(name);
      sync.become(edit.source, stateAfter(edit, sync.state, this.#options.clock.now()));
    } finally {
      if (edit.isAnew) sync.goOn();
    }
    if (edit.isAnew && edit.source.enabled) sync.run("edit", { by }).catch(() => undefined); // it is about to go, too
    return sync;
  }

  async #storeEdit(edit: SourceEdit, sync: SourceSync, by: string): Promise<void> {
    const { before, source, isEmptied } = edit;
    const states = [stateAfter(edit, sync.state, this.#options.clock.now())];
    const line = this.#line("changed", source.name, by, shownSource(before), shownSource(source));
    await this.#store({ sources: [source], states, ...(isEmptied ? { emptiedSources: [source.name] } : {}) }, line);
  }

  async #changeSecret(name: SourceName, secret: string | null | undefined): Promise<void> {
    if (typeof secret === "string") await this.#options.secrets.set(name, secret);
    else if (secret === null) await this.#options.secrets.remove(name);
  }

  async #remove(sync: SourceSync, by: string): Promise<void> {
    const { name } = sync.source;
    await sync.stop();
    const clearedOverrides = this.overrides.onlyOf(name);
    try {
      const line = this.#line("removed", name, by, shownSource(sync.source));
      await this.#store({ goneSources: [name], clearedOverrides }, line);
    } catch (error) {
      sync.goOn();
      throw error;
    }
    this.#byName.delete(name);
    await this.#options.secrets.remove(name);
    this.overrides.forget(clearedOverrides);
    await this.#clear(name);
    this.#options.removed(name);
  }

  async #clear(name: SourceName): Promise<void> {
    const { registry, thread } = this.#options;
    await hideAll(name, registry);
    if (!this.#byName.has(name)) registry.unmirror(name);
    thread.forget(name);
  }

  #store(sync: SourceWrite, line: Activity): Promise<void> {
    return this.#options.store.append([line], { sync });
  }

  #line(change: SourceChange, source: SourceName, by: string, before?: unknown, after?: unknown): Activity {
    return sourceLine({ change, source, by, at: this.#options.clock.now() }, before, after);
  }

  #ownedByPeople(name: SourceName): SourceSync {
    const sync = this.known(name);
    const { file } = sync.source;
    if (file === undefined) return sync;
    throw new RegdeskError("SOURCE_OWNED_BY_FILE", `${name} comes from the file sources/${file}; change it there`);
  }

  #checkOrder(order: readonly SourceName[]): void {
    const names = [...this.#byName.keys()];
    if (order.length === names.length && names.every((name) => order.includes(name))) return;
    const message = `every source is named once: ${names.join(", ")}; some may have come or gone meanwhile`;
    throw new RegdeskError("SOURCE_INVALID", message, { path: "order" });
  }

  #lastPlace(): number {
    return Math.max(-1, ...[...this.#byName.values()].map(({ source }) => source.order)) + 1;
  }

  #inTurn<T>(change: () => Promise<T>): Promise<T> {
    if (this.#isStopped) {
      return Promise.reject(new RegdeskError("STORE_UNAVAILABLE", "Regdesk is stopping; try again when it runs"));
    }
    const made = this.#last.then(change);
    this.#last = made.catch(() => undefined); // whoever asked for it hears of it
    return made;
  }
}

function isMoved({ sync, place }: { readonly sync: SourceSync; readonly place: number }): boolean {
  return sync.source.order !== place;
}

/** The first wins; the name decides between two of one place. */
function inOrder(a: Source, b: Source): number {
  if (a.order !== b.order) return a.order - b.order;
  return a.name < b.name ? -1 : 1;
}

function exists(name: SourceName, file: string | undefined): RegdeskError {
  const where = file === undefined ? "" : `, from the file sources/${file}`;
  return new RegdeskError("SOURCE_EXISTS", `There is a source ${name} already${where}; give this one another name`, {
    path: "name",
  });
}
