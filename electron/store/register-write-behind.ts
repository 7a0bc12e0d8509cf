import type { Clock, Timer } from "#shared/clock.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { RegisterName } from "#shared/model/register.ts";
import { toReported, type RegisterRecord } from "../registry/register-record.ts";
import type { RegistryListener } from "../registry/registry.ts";
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
  /** Something changed of which nothing but the revision is stored here. */
  #isRevisionNew = false;
  /** Registers that are stored, or will be. */
  readonly #known: Set<RegisterName>;
  #timer: Timer | undefined;
  #writing: Promise<void> = Promise.resolve();
  /** When the timer is due, on the monotonic clock. */
  #due = 0;
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
    if (record.source === undefined) this.#note(record.name, record, changed ? DELAY : REFRESH_DELAY);
    else this.#note(record.name, undefined);
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

  #note(name: RegisterName, record: RegisterRecord | undefined, delay = DELAY): void {
    if (record !== undefined) {
      this.#known.add(name);
      this.#dirty.set(name, record);
    } else if (this.#known.delete(name)) this.#dirty.set(name, undefined);
    else this.#isRevisionNew = true;
    if (!this.#isWriting) this.#schedule(Math.max(delay, this.#backOff));
  }

  /** Writes within this time; sooner, if that was planned already. */
  #schedule(delay: number): void {
    const due = this.#clock.monotonic() + delay;
    if (this.#timer !== undefined && this.#due <= due) return;
    this.#timer?.cancel();
    this.#due = due;
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
  }

  async #flush(): Promise<void> {
    const dirty = this.#dirty;
    if (dirty.size === 0 && !this.#isRevisionNew) return;
    this.#dirty = new Map();
    this.#isRevisionNew = false;
    const registers = [...dirty.values()].filter((record) => record !== undefined).map(toReported);
    const goneRegisters = [...dirty].filter(([, record]) => record === undefined).map(([name]) => name);
    try {
      await this.#writer.commit({ registers, goneRegisters, revision: this.#revision() });
      this.#backOff = 0;
    } catch (error) {
      if (!(error instanceof RegdeskError)) throw error;
      this.#dirty = new Map([...dirty, ...this.#dirty]);
      this.#isRevisionNew = true;
      this.#backOff = Math.min(Math.max(this.#backOff, DELAY) * 2, LONGEST_DELAY);
    }
  }
}
