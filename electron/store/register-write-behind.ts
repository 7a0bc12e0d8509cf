import type { Clock, Timer } from "#shared/clock.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { Logger } from "../logging.ts";
import { toRegister, type RegisterRecord } from "../registry/register-record.ts";
import type { RegistryListener } from "../registry/registry.ts";
import type { Writer } from "./writer.ts";

/** How long a report may wait before it is stored, in milliseconds: what the loss of power may cost of register state. */
const DELAY = 250;

/** Stores registers some time after they changed, each once however often it was reported in between.
 *  A write that fails is tried again with the next, so a full disk costs nothing once there is room. */
export class RegisterWriteBehind implements RegistryListener, AsyncDisposable {
  readonly #writer: Writer;
  readonly #clock: Clock;
  readonly #log: Logger;
  #dirty = new Map<RegisterName, RegisterRecord | undefined>();
  #timer: Timer | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(writer: Writer, clock: Clock, log: Logger) {
    this.#writer = writer;
    this.#clock = clock;
    this.#log = log;
  }

  provided(record: RegisterRecord): void {
    this.#note(record.name, record);
  }

  expired(record: RegisterRecord): void {
    this.#note(record.name, record);
  }

  withdrawn(name: RegisterName): void {
    this.forgotten(name);
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

  #note(name: RegisterName, record: RegisterRecord | undefined): void {
    this.#dirty.set(name, record);
    this.#schedule();
  }

  #schedule(): void {
    this.#timer ??= this.#clock.after(DELAY, () => {
      this.#writing = this.#flush().finally(() => {
        this.#timer = undefined;
        if (this.#dirty.size > 0) this.#schedule();
      });
    });
  }

  async #flush(): Promise<void> {
    const dirty = this.#dirty;
    if (dirty.size === 0) return;
    this.#dirty = new Map();
    const registers = [...dirty.values()].filter((record) => record !== undefined).map(toRegister);
    const forgottenRegisters = [...dirty].filter(([, record]) => record === undefined).map(([name]) => name);
    try {
      await this.#writer.commit({ registers, forgottenRegisters });
    } catch (error) {
      this.#log.error({ err: error, registers: dirty.size }, "register state could not be stored; it is tried again");
      this.#dirty = new Map([...dirty, ...this.#dirty]);
    }
  }
}
