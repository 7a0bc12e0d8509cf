import type { Clock, Timer } from "#shared/clock.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { RegisterName } from "#shared/model/register.ts";
import { toReported, type RegisterRecord } from "../registry/register-record.ts";
import type { RegistryListener } from "../registry/registry.ts";
import type { RefreshCell } from "./write.ts";
import type { Writer } from "./writer.ts";

/** How long a change may wait before it is stored, in milliseconds: what the loss of power may cost of register state. */
const DELAY = 250;

/** A refresh without a change may wait longer: all it costs is that the register seems that much older afterwards. */
const REFRESH_DELAY = 2_000;

/** How long it waits at most before it tries again what failed, in milliseconds. */
const LONGEST_DELAY = 5_000;

/** Stores registers some time after they changed, each once however often it was reported in between.
 *  What cannot be written is tried again, ever less often, so that a full disk costs nothing once there is room. */
export class RegisterWriteBehind implements RegistryListener, AsyncDisposable {
  readonly #writer: Pick<Writer, "commit">;
  readonly #clock: Clock;
  readonly #revision: () => number;
  /** Registers to write; undefined for those that are gone. */
  #dirty = new Map<RegisterName, RegisterRecord | undefined>();
  /** Registers of which only the time of the last report is to be written. */
  #refreshed = new Map<RegisterName, RegisterRecord>();
  /** Something changed of which nothing but the revision is stored here. */
  #isRevisionNew = false;
  /** Registers that are stored, or will be. */
  readonly #known: Set<RegisterName>;
  #timer: Timer | undefined;
  #writing: Promise<void> = Promise.resolve();
  /** When the timer is due, on the monotonic clock, and how long it was to wait when it was set. */
  #due = 0;
  #delay = 0;
  #isWriting = false;
  /** How long it waits because the last write failed, in milliseconds. */
  #backOff = 0;

  /** @param revision the registry's revision now  @param stored the registers that are stored already */
  constructor(
    writer: Pick<Writer, "commit">,
    clock: Clock,
    revision: () => number,
    stored: Iterable<RegisterName> = [],
  ) {
    this.#known = new Set(stored);
    this.#writer = writer;
    this.#clock = clock;
    this.#revision = revision;
  }

  provided(record: RegisterRecord, changed: boolean): void {
    // A source's registers are stored with the source; what a device left under the name is not kept beside them.
    const { name } = record;
    if (record.source !== undefined) this.#note(name, undefined);
    else if (changed || !this.#known.has(name)) this.#note(name, record);
    else this.#noteRefresh(name, record);
  }

  expired(record: RegisterRecord): void {
    this.#note(record.name, record);
  }

  withdrawn(name: RegisterName): void {
    this.#note(name, undefined);
  }

  forgotten(name: RegisterName): void {
    this.#note(name, undefined);
  }

  /** Writes what is left. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#timer?.cancel();
    await this.#writing;
    await this.#flush();
  }

  #noteRefresh(name: RegisterName, record: RegisterRecord): void {
    if (!this.#dirty.has(name)) this.#refreshed.set(name, record);
    if (!this.#isWriting) this.#schedule(Math.max(REFRESH_DELAY, this.#backOff));
  }

  #note(name: RegisterName, record: RegisterRecord | undefined): void {
    this.#refreshed.delete(name);
    if (record !== undefined) {
      if (this.#dirty.get(name) !== record) this.#put(name, record);
    } else if (this.#known.delete(name)) this.#dirty.set(name, undefined);
    else this.#isRevisionNew = true;
    if (!this.#isWriting) this.#schedule(Math.max(DELAY, this.#backOff));
  }

  /** SQLite keeps UTF-8, which has no half letters: under a name with one another register would be overwritten. Such a register
   *  is back after a start with the next report. */
  #put(name: RegisterName, record: RegisterRecord): void {
    if (!name.isWellFormed()) return void (this.#isRevisionNew = true);
    this.#known.add(name);
    this.#dirty.set(name, record);
  }

  /** Writes within this time; sooner, if that was planned already. */
  #schedule(delay: number): void {
    if (this.#timer !== undefined && this.#delay <= delay) return; // it was set before now
    const due = this.#clock.monotonic() + delay;
    if (this.#timer !== undefined && this.#due <= due) return;
    this.#timer?.cancel();
    this.#due = due;
    this.#delay = delay;
    this.#timer = this.#clock.after(delay, () => {
      this.#timer = undefined;
      this.#writing = this.#write();
    });
  }

  async #write(): Promise<void> {
    this.#isWriting = true;
    await this.#flush();
    this.#isWriting = false;
    if (this.#dirty.size > 0 || this.#isRevisionNew) this.#schedule(Math.max(DELAY, this.#backOff));
    else if (this.#refreshed.size > 0) this.#schedule(Math.max(REFRESH_DELAY, this.#backOff));
  }

  async #flush(): Promise<void> {
    const [dirty, late] = [this.#dirty, this.#refreshed];
    if (dirty.size + late.size === 0 && !this.#isRevisionNew) return;
    this.#dirty = new Map();
    this.#refreshed = new Map();
    this.#isRevisionNew = false;
    const registers = [...dirty.values()].filter((record) => record !== undefined).map(toReported);
    const goneRegisters = [...dirty].filter(([, record]) => record === undefined).map(([name]) => name);
    const refreshed = cellsOf(late.values());
    try {
      await this.#writer.commit({ registers, refreshed, goneRegisters, revision: this.#revision() });
      this.#backOff = 0;
    } catch (error) {
      if (!(error instanceof RegdeskError)) throw error;
      this.#dirty = new Map([...dirty, ...this.#dirty]);
      const again = [...late, ...this.#refreshed].filter(([name]) => !this.#dirty.has(name));
      this.#refreshed = new Map(again);
      this.#isRevisionNew = true;
      this.#backOff = Math.min(Math.max(this.#backOff, DELAY) * 2, LONGEST_DELAY);
    }
  }
}

function cellsOf(records: Iterable<RegisterRecord>): RefreshCell[] {
  const cells: RefreshCell[] = [];
  for (const { name, providedAt, ttl, provider, token = null } of records) {
    cells.push(providedAt, ttl, provider, token, name);
  }
  return cells;
}
