/** The registry: the one place that decides what a register's value is.
 *  Nothing in this folder knows whether a report came over HTTP, from a window or from a sync run, nor how registers are stored. */
import type { Clock } from "#shared/clock.ts";
import { RegdeskError } from "#shared/errors.ts";
import { sameJson } from "#shared/json.ts";
import type { RegisterName } from "#shared/model/register.ts";
import { ExpiryWheel } from "./expiry-wheel.ts";
import { Journal } from "./journal.ts";
import { LastKnown } from "./last-known.ts";
import type { Provision, RegisterRecord } from "./register-record.ts";
import { Waiters } from "./waiters.ts";

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
}

export class Registry implements Disposable {
  readonly #clock: Clock;
  readonly #capacity: number;
  readonly #living = new Map<string, RegisterRecord>();
  readonly #lastKnown: LastKnown;
  readonly #wheel: ExpiryWheel;
  readonly #waiters = new Waiters();
  readonly #journal: Journal;
  readonly #listeners = new Set<RegistryListener>();
  #revision: number;

  constructor({ clock, restored = [], revision = 0, capacity = 100_000 }: RegistryOptions) {
    this.#clock = clock;
    this.#capacity = capacity;
    this.#revision = revision;
    this.#journal = new Journal(revision);
    this.#wheel = new ExpiryWheel(clock, (records) => this.#expire(records));
    this.#lastKnown = new LastKnown(clock, capacity, (name) => this.#tell((listener) => listener.forgotten(name)));
    for (const record of restored) {
      if (record.expiredAt === undefined) this.#admit(record);
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
    return this.#living.get(name);
  }

  living(): Iterable<RegisterRecord> {
    return this.#living.values();
  }

  /** Expired registers with their last known value. */
  lastKnown(): Iterable<RegisterRecord> {
    return this.#lastKnown.records();
  }

  get lastKnownSize(): number {
    return this.#lastKnown.size;
  }

  /** Applies one provider's report as a whole: nobody sees half of it.
   *  @throws {RegdeskError} `REGISTERS_FULL` when it would exceed the capacity; then nothing is applied */
  provide(report: readonly Provision[], provider: string): void {
    this.#makeSure(report);
    const revision = this.#revision + 1;
    const now = { wall: this.#clock.now(), monotonic: this.#clock.monotonic() };
    const records = report.map((provision) => this.#apply(provision, provider, revision, now));
    const changed = records.filter((record) => record.revision === revision);
    if (changed.length === 0) return this.#tellProvided(records, revision);
    this.#revision = revision;
    const names = changed.map(({ name }) => name);
    this.#journal.append(revision, names);
    this.#tellProvided(records, revision);
    this.#waiters.wake(names);
  }

  /** A provider's clean stop: its registers go at once, and nothing of them is kept, not even the last known value.
   *  Unknown names are no matter. */
  withdraw(names: readonly RegisterName[]): void {
    const living = names.filter((name) => this.#living.has(name));
    const expired = names.filter((name) => this.#lastKnown.release(name));
    for (const name of living) this.#drop(name);
    if (living.length > 0) this.#journal.append(++this.#revision, living);
    this.#tell((listener) => {
      for (const name of living) listener.withdrawn(name);
      for (const name of expired) listener.forgotten(name);
    });
    this.#waiters.wake(living);
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
    this.#wheel.stop();
    this.#lastKnown.stop();
  }

  #makeSure(report: readonly Provision[]): void {
    if (this.#living.size + report.length <= this.#capacity) return;
    const created = report.filter(({ name }) => !this.#living.has(name)).length;
    if (this.#living.size + created <= this.#capacity) return;
    throw new RegdeskError(
      "REGISTERS_FULL",
      `Regdesk holds ${this.#living.size} registers and takes at most ${this.#capacity}; provide fewer, or raise the limit with --max-registers`,
    );
  }

  #apply(
    provision: Provision,
    provider: string,
    revision: number,
    now: { wall: number; monotonic: number },
  ): RegisterRecord {
    const known = this.#living.get(provision.name);
    const record = known ?? this.#create(provision, provider, now.wall);
    const sameValue = known !== undefined && sameJson(known.value, provision.value);
    if (!sameValue) record.changedAt = now.wall;
    if (!sameValue || !sameJson(record.metadata, provision.metadata)) {
      record.value = provision.value;
      record.metadata = provision.metadata;
      record.revision = revision;
      record.fragment = undefined;
    }
    record.ttl = provision.ttl;
    record.providedAt = now.wall;
    record.provider = provider;
    record.deadline = now.monotonic + provision.ttl;
    this.#wheel.watch(record);
    return record;
  }

  #create({ name, value, metadata, ttl }: Provision, provider: string, now: number): RegisterRecord {
    this.#lastKnown.release(name);
    const record: RegisterRecord = {
      name,
      value,
      metadata,
      ttl,
      revision: 0,
      providedAt: now,
      changedAt: now,
      deadline: 0,
      expiredAt: undefined,
      provider,
      bucket: undefined,
      fragment: undefined,
    };
    this.#living.set(name, record);
    return record;
  }

  #drop(name: RegisterName): void {
    const record = this.#living.get(name);
    if (record !== undefined) this.#wheel.forget(record);
    this.#living.delete(name);
  }

  #admit(record: RegisterRecord): void {
    this.#living.set(record.name, record);
    this.#wheel.watch(record);
  }

  #expire(records: readonly RegisterRecord[]): void {
    const over = records.filter((record) => this.#living.get(record.name) === record);
    if (over.length === 0) return;
    this.#revision += 1;
    const now = this.#clock.now();
    for (const record of over) {
      this.#living.delete(record.name);
      record.expiredAt = now;
      record.revision = this.#revision;
      this.#lastKnown.keep(record);
    }
    const names = over.map(({ name }) => name);
    this.#journal.append(this.#revision, names);
    this.#tell((listener) => over.forEach((record) => listener.expired(record)));
    this.#waiters.wake(names);
  }

  #tellProvided(records: readonly RegisterRecord[], revision: number): void {
    this.#tell((listener) => {
      for (const record of records) listener.provided(record, record.revision === revision);
    });
  }

  #tell(news: (listener: RegistryListener) => void): void {
    for (const listener of this.#listeners) news(listener);
  }
}
