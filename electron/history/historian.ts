/** The history: what registers were. It watches the registry and never alters it.
 *  A moment is written down when a register takes another value, when it ceases to have one, and with its first report after
 *  a time that nobody observed, changed or not; a refresh without a change says nothing new: as long as neither an expiry
 *  nor the end of observing is written down, the value held. */
import type { Clock, Timer } from "#shared/clock.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { ObservedPeriods, Period, UnobservedPeriod } from "#shared/model/history.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { RegisterRecord } from "../registry/register-record.ts";
import type { RegistryListener } from "../registry/registry.ts";
import type { HistoryStore } from "./history-store.ts";
import { EXPIRED, kept, WITHDRAWN, type Moment } from "./moment.ts";
import { Unsaved, type Line } from "./unsaved.ts";
import { Watch } from "./watch.ts";

/** How long a moment may wait before it is stored, in milliseconds: what a crash may cost. */
const DELAY = 500;
/** So often the end of observing is moved on when nothing happens: how exactly a crash is known afterwards. */
const BEAT = 5_000;
/** How long it waits at most before it tries again what failed. */
const LONGEST_DELAY = 5_000;
/** So much may wait in memory while the disk takes nothing, in bytes. */
const MOST_UNSAVED = 32 << 20;

export interface HistorianOptions {
  readonly store: Pick<HistoryStore, "keep" | "forget">;
  readonly clock: Clock;
  /** What was stored of the times without observing. @throws {RegdeskError} `STORE_UNAVAILABLE` */
  readonly unobserved: (range: Period) => Promise<UnobservedPeriod[]>;
  /** Called when storing begins to fail, with the sentence why, when moments had to be dropped, and with undefined when all
   *  that there is can be stored again. */
  readonly onTrouble: (trouble: HistoryTrouble | undefined) => void;
  readonly mostUnsaved?: number;
}

export interface HistoryTrouble {
  readonly message: string;
  /** Moments were dropped. */
  readonly isLosing: boolean;
}

export class Historian implements RegistryListener, ObservedPeriods, AsyncDisposable {
  readonly #options: HistorianOptions;
  readonly #unsaved: Unsaved;
  readonly #watch: Watch;
  #timer: Timer | undefined;
  /** When it is due, on the monotonic clock, and how long it was to wait when it was set. */
  #due = Infinity;
  #delay = Infinity;
  #writing: Promise<void> | undefined;
  /** Because the last write failed, in milliseconds. */
  #backOff = 0;
  #trouble: HistoryTrouble | undefined;

  /** Observes from this moment on. */
  constructor(options: HistorianOptions) {
    this.#options = options;
    this.#unsaved = new Unsaved(options.mostUnsaved ?? MOST_UNSAVED);
    this.#watch = new Watch(options.clock.now());
    this.#schedule(DELAY); // the start has better things to do first
  }

  /** Called for each register of each report there is: a refresh costs one look. */
  provided(record: RegisterRecord, changed: boolean): void {
    const { name, providedAt, changedAt } = record;
    this.#see(providedAt);
    const line = this.#unsaved.line(name);
    // What changed may be the metadata alone.
    if (line.isKnown && !(changed && changedAt === providedAt)) return;
    line.isKnown = true;
    const { kind, value } = kept(record.value);
    this.#add(line, { at: Math.round(providedAt), kind, value });
  }

  expired({ name, ttl, expiredAt }: RegisterRecord): void {
    const at = Math.round(expiredAt ?? this.#options.clock.now());
    this.#end(name, { at, kind: EXPIRED, value: Math.round(ttl) });
  }

  withdrawn(name: RegisterName): void {
    this.#end(name, { at: Math.round(this.#options.clock.now()), kind: WITHDRAWN, value: null });
  }

  /** Nothing happened to it: it had expired long before. */
  forgotten(): void {
    // nothing to write down
  }

  append(period: UnobservedPeriod): void {
    this.#watch.append(period);
    this.#unsaved.forgetValues();
    this.#schedule(DELAY);
  }

  async unobserved(range: Period): Promise<UnobservedPeriod[]> {
    await this.saved();
    return this.#options.unobserved(range);
  }

  /** When what has happened until now is stored, or was tried in vain. */
  async saved(): Promise<void> {
    await this.#writing;
    for (let left = Math.max(1, this.#unsaved.writes); left > 0; left--) await this.#write();
  }

  /** Deletes what registers were. What they report from now on is the beginning of another past.
   *  @throws {RegdeskError} `STORE_UNAVAILABLE` */
  async forget(names: readonly RegisterName[]): Promise<void> {
    await this.saved();
    this.#unsaved.forgetValues(names);
    await this.#options.store.forget(names);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#see(this.#options.clock.now());
    await this.saved();
    this.#timer?.cancel();
  }

  #end(name: RegisterName, moment: Moment): void {
    this.#see(moment.at);
    const line = this.#unsaved.line(name);
    line.isKnown = false;
    this.#add(line, moment);
  }

  #see(now: number): void {
    // After a time without observing a register may have become anything, and come back to what it was.
    if (this.#watch.see(now)) this.#unsaved.forgetValues();
  }

  #add(line: Line, moment: Moment): void {
    if (!line.isStorable) return;
    this.#lose(this.#unsaved.add(line, moment));
    if (this.#writing === undefined) this.#schedule(Math.max(DELAY, this.#backOff));
  }

  #lose(lost: Period | undefined): void {
    if (lost === undefined) return;
    this.#watch.append({ ...lost, reason: "not-stored" });
    this.#unsaved.forgetValues(); // what was dropped may have been the last that is known of a register
    this.#tell({ message: "The disk is too slow for all that happens.", ...this.#trouble, isLosing: true });
  }

  /** Writes within this time; sooner, if that was planned already. */
  #schedule(delay: number): void {
    if (this.#timer !== undefined && this.#delay <= delay) return; // it was set before now
    const due = this.#options.clock.monotonic() + delay;
    if (this.#timer !== undefined && this.#due <= due) return;
    this.#timer?.cancel();
    this.#due = due;
    this.#delay = delay;
    this.#timer = this.#options.clock.after(delay, () => {
      this.#timer = undefined;
      this.#see(this.#options.clock.now());
      void this.#write();
    });
  }

  #write(): Promise<void> {
    this.#writing ??= this.#attempt().finally(() => {
      this.#writing = undefined;
      this.#schedule(this.#backOff === 0 ? this.#pause : this.#backOff);
    });
    return this.#writing;
  }

  /** How long after a write the next one comes. */
  get #pause(): number {
    if (this.#unsaved.isEmpty) return BEAT;
    return this.#unsaved.isDue ? 0 : DELAY;
  }

  async #attempt(): Promise<void> {
    const { names, cells } = this.#unsaved.take();
    const unobserved = this.#watch.take();
    try {
      await this.#options.store.keep({ names, cells, observed: this.#watch.observed, unobserved });
      this.#backOff = 0;
      this.#unsaved.saved();
      this.#tell(undefined);
    } catch (error) {
      if (!(error instanceof RegdeskError)) throw error;
      this.#watch.putBack(unobserved);
      this.#lose(this.#unsaved.putBack(cells));
      this.#backOff = Math.min(Math.max(this.#backOff, DELAY) * 2, LONGEST_DELAY);
      this.#tell({ message: error.message, isLosing: this.#trouble?.isLosing ?? false });
    }
  }

  #tell(trouble: HistoryTrouble | undefined): void {
    const before = this.#trouble;
    this.#trouble = trouble;
    if (before?.message !== trouble?.message || before?.isLosing !== trouble?.isLosing)
      this.#options.onTrouble(trouble);
  }
}
