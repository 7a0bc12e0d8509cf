/** The registry: the one place that decides what a register's value is.
 *  Nothing in this folder knows whether a report came over HTTP, from a window or from a sync run, nor how registers are stored. */
import type { Clock } from "#shared/clock.ts";
import type { Json } from "#shared/json.ts";
import type { RegisterName } from "#shared/model/register.ts";
import { Journal } from "./journal.ts";
import { LastKnown } from "./last-known.ts";
import { Living, type Moment, type Provider } from "./living.ts";
import { Mirrors, type MirrorChange, type Mirrored, type OverrideMark } from "./mirrors.ts";
import type { Provision, RegisterRecord } from "./register-record.ts";
import { Room } from "./room.ts";
import { Waiters } from "./waiters.ts";

/** In bytes, so that what arrives on the port cannot fill the memory of a small laptop. */
const MOST_BYTES = 1 << 28;

const NOBODY: OverrideMark = { by: "", at: 0 };

/** Hears of everything that happens to registers, after it has happened to all of one report. */
export interface RegistryListener {
  /** @param changed false for an identical refresh */
  provided(record: RegisterRecord, changed: boolean): void;
  expired(record: RegisterRecord): void;
  /** Its provider took it back; nothing of it is kept. */
  withdrawn(name: RegisterName): void;
  /** An expired register is no longer kept. */
  forgotten(name: RegisterName): void;
}

export interface RegistryOptions {
  readonly clock: Clock;
  /** What the last run left: living registers with their deadline, and expired ones. */
  readonly restored?: Iterable<RegisterRecord>;
  /** The revision to count from. */
  readonly revision?: number;
  /** How many registers may live at a time. */
  readonly capacity?: number | undefined;
  /** About how much memory all of them may take, in bytes. */
  readonly mostBytes?: number | undefined;
}

export class Registry implements Disposable {
  readonly #clock: Clock;
  readonly #room: Room;
  readonly #living: Living;
  readonly #lastKnown: LastKnown;
  readonly #mirrors = new Mirrors();
  readonly #waiters = new Waiters();
  readonly #journal: Journal;
  readonly #listeners = new Set<RegistryListener>();
  #revision: number;

  constructor(options: RegistryOptions) {
    const { clock, restored = [], revision = 0, capacity = 100_000, mostBytes = MOST_BYTES } = options;
    this.#clock = clock;
    this.#revision = revision;
    this.#journal = new Journal(revision);
    this.#living = new Living(clock, (records) => this.#expire(records));
    const most = { count: capacity, bytes: mostBytes };
    this.#room = new Room(this.#living, most);
    this.#lastKnown = new LastKnown(clock, most, (name) => this.#tell((listener) => listener.forgotten(name)));
    for (const record of restored) {
      this.#lastKnown.sawBefore(record.providedAt);
      if (record.expiredAt === undefined) this.#living.admit(record);
      else this.#lastKnown.keep(record);
    }
  }

  /** Rises with every change that a consumer can see. */
  get revision(): number {
    return this.#revision;
  }

  /** How many registers live. */
  get size(): number {
    return this.#living.size;
  }

  /** The living register of that name. */
  find(name: string): RegisterRecord | undefined {
    return this.#living.find(name);
  }

  /** The register of that name, living or expired. */
  findKnown(name: string): RegisterRecord | undefined {
    return this.#living.find(name) ?? this.#lastKnown.find(name);
  }

  living(): Iterable<RegisterRecord> {
    return this.#living.records();
  }

  /** Expired registers with their last known value. */
  lastKnown(): Iterable<RegisterRecord> {
    return this.#lastKnown.records();
  }

  get lastKnownSize(): number {
    return this.#lastKnown.size;
  }

  /** Applies one provider's report as a whole: nobody sees half of it. @param token the name of the one it showed
   *  @throws {RegdeskError} `REGISTERS_FULL` when it would exceed the capacity; then nothing is applied */
  provide(report: readonly Provision[], provider: string, token?: string): void {
    this.#room.makeSureOf(report);
    const moment = this.#nextMoment();
    const by = { provider, token };
    const records = report.map((provision) => this.#apply(provision, by, moment));
    this.#publish(records, [], moment);
  }

  /** A provider's clean stop: its registers go at once, and nothing of them is kept, not even the last known value; what a
   *  source provides under their names shows again. Unknown names are no matter, and a source's registers stay. */
  withdraw(names: readonly RegisterName[]): void {
    // The names of the registers themselves: those that are given may be pieces of a long query, and changes are remembered.
    const living = [...new Set(names)].flatMap((name) => {
      const record = this.#living.find(name);
      return record === undefined || record.source !== undefined ? [] : [record.name];
    });
    for (const name of living) this.#living.drop(name);
    const moment = this.#nextMoment();
    const shown = this.#show(living, moment);
    const gone = living.filter((name) => this.#living.find(name) === undefined);
    this.#publish(shown, gone, moment);
    this.archive(names);
  }

  /** Takes expired registers away before their time; what lives stays. One that is reported again is back.
   *  @returns those that went */
  archive(names: readonly RegisterName[]): RegisterName[] {
    const gone = names.filter((name) => this.#lastKnown.release(name));
    this.#tell((listener) => gone.forEach((name) => listener.forgotten(name)));
    return gone;
  }

  /** Makes sure of room for all parts of a large change. @throws {RegdeskError} `REGISTERS_FULL` */
  makeSureOfAll(changes: readonly MirrorChange[]): void {
    const count = changes.reduce((sum, { put }) => sum + put.size, 0);
    if (!this.#room.isFor(count)) this.#room.makeSureOfCount(changes.flatMap(({ put }) => namesIn(put)));
  }

  /** The same for a report that is applied in parts. @throws {RegdeskError} `REGISTERS_FULL` */
  makeSureOf(report: readonly Pick<Provision, "name">[]): void {
    this.#room.makeSureOfCount(report);
  }

  /** Applies what changed of a source as a whole. It shows where no live device reports, and never expires.
   *  @param options `isSureOfRoom` when that was made sure of for all parts of a large change
   *  @throws {RegdeskError} `REGISTERS_FULL` when it would exceed the capacity; then nothing is applied */
  mirror(source: string, change: MirrorChange, { isSureOfRoom = false } = {}): void {
    if (!isSureOfRoom) this.#room.makeSureOfCount(namesIn(change.put));
    this.#settle(this.#mirrors.apply(source, change));
  }

  /** A source is no more, and with it what it provided. */
  unmirror(source: string): void {
    this.#settle(this.#mirrors.remove(source));
  }

  /** @param order every source; where two provide one register, the one that comes first shows */
  arrangeSources(order: readonly string[]): void {
    this.#settle(this.#mirrors.arrange(order));
  }

  /** Shows a value in place of the one a source provides; undefined shows the source's again. */
  override(name: RegisterName, value: Json | undefined, mark = NOBODY): void {
    this.#mirrors.override(name, value, mark);
    this.#settle([name]);
  }

  /** What the source that shows, or would show, says of a register itself, whatever is shown in its place. */
  sourceValue(name: RegisterName): Json | undefined {
    const mirror = this.#mirrors.find(name);
    return mirror?.override === undefined ? mirror?.value : mirror.override.sourceValue;
  }

  /** What a source provides, shown or not. */
  mirrored(source: string): ReadonlyMap<RegisterName, Mirrored> {
    return this.#mirrors.of(source);
  }

  /** The sources that provide a register; the first of them shows where no live device reports it. */
  sourcesOf(name: RegisterName): string[] {
    return this.#mirrors.sourcesOf(name);
  }

  /** The names that changed after a revision, gone ones included.
   *  @returns undefined when that revision is too long ago, or not of this run, so that only all of them will do */
  changedAfter(revision: number): ReadonlySet<RegisterName> | undefined {
    return revision > this.#revision ? undefined : this.#journal.after(revision);
  }

  /** Whether one of the names, or any when there are none given, changed after a revision. */
  hasChanged(names: readonly string[] | undefined, revision: number): boolean {
    if (names === undefined || revision > this.#revision) return revision !== this.#revision;
    return this.#journal.hasChanged(new Set(names), revision);
  }

  /** Calls `wake` once, at the next change of one of the names, or of any when there are none given.
   *  @returns stops waiting */
  onceChanged(names: readonly string[] | undefined, wake: () => void): () => void {
    return this.#waiters.add(names, wake);
  }

  /** Listens from this moment on. @returns stops listening */
  listen(listener: RegistryListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  [Symbol.dispose](): void {
    this.#living.stop();
    this.#lastKnown.stop();
  }

  #nextMoment(): Moment {
    return { revision: this.#revision + 1, wall: this.#clock.now(), monotonic: this.#clock.monotonic() };
  }

  #apply(provision: Provision, by: Provider, moment: Moment): RegisterRecord {
    const known = this.#living.find(provision.name);
    if (known === undefined) this.#lastKnown.release(provision.name);
    return this.#living.apply(provision, by, moment, known);
  }

  /** Lets the sources' registers of these names show as they are now. */
  #settle(names: readonly RegisterName[]): void {
    const moment = this.#nextMoment();
    const free = names.filter((name) => this.#isFree(name));
    const shown = this.#show(free, moment);
    const gone = free.filter((name) => this.#mirrors.find(name) === undefined && this.#living.drop(name));
    this.#publish(shown, gone, moment);
  }

  /** Whether no live device reports the register. */
  #isFree(name: RegisterName): boolean {
    const record = this.#living.find(name);
    return record === undefined || record.source !== undefined;
  }

  /** @returns the records of those names that a source provides */
  #show(names: readonly RegisterName[], moment: Moment): RegisterRecord[] {
    return names.flatMap((name) => {
      const mirror = this.#mirrors.find(name);
      if (mirror === undefined) return [];
      const { value, metadata, source, override } = mirror;
      return [this.#apply({ name, value, metadata, ttl: Infinity }, { provider: source, source, override }, moment)];
    });
  }

  /** What no source provides is gone; where one does, its register shows. */
  #expire(records: readonly RegisterRecord[]): void {
    const moment = this.#nextMoment();
    const shown = this.#show(
      records.map(({ name }) => name),
      moment,
    );
    const over = records.filter(({ source }) => source === undefined);
    for (const record of over) {
      this.#living.drop(record.name);
      record.expiredAt = moment.wall;
      record.revision = moment.revision;
      this.#lastKnown.keep(record);
    }
    this.#publish(shown, [], moment, over);
  }

  /** Makes known what one moment brought, after it has happened to all of it. */
  #publish(
    provided: readonly RegisterRecord[],
    withdrawn: readonly RegisterName[],
    { revision }: Moment,
    expired: readonly RegisterRecord[] = [],
  ): void {
    const names: RegisterName[] = [];
    for (const record of provided) if (record.revision === revision) names.push(record.name);
    for (const { name } of expired) names.push(name);
    for (const name of withdrawn) names.push(name);
    if (names.length > 0) {
      this.#revision = revision;
      this.#journal.append(revision, names);
    }
    for (const listener of this.#listeners) {
      for (const record of provided) listener.provided(record, record.revision === revision);
      for (const record of expired) listener.expired(record);
      for (const name of withdrawn) listener.withdrawn(name);
    }
    if (names.length > 0) this.#waiters.wake(names);
  }

  #tell(news: (listener: RegistryListener) => void): void {
    for (const listener of this.#listeners) news(listener);
  }
}

function namesIn(put: MirrorChange["put"]): Pick<Provision, "name">[] {
  return [...put.keys()].map((name) => ({ name }));
}
