import type { Clock, Timer } from "#shared/clock.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { RegisterName } from "#shared/model/register.ts";
import { toRegister, type RegisterRecord } from "../registry/register-record.ts";
import type { RegistryListener } from "../registry/registry.ts";
import type { Writer } from "./writer.ts";

/** How long a report may wait before it is stored, in milliseconds: what the loss of power may cost of register state. */
const DELAY = 250;

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
  #timer: Timer | undefined;
  #writing: Promise<void> = Promise.resolve();
  #delay = DELAY;

  /** @param revision the registry's revision now */
  constructor(writer: Pick<Writer, "commit">, clock: Clock, revision: () => number) {
    this.#writer = writer;
    this.#clock = clock;
    this.#revision = revision;
  }

  provided(record: RegisterRecord): void {
    this.#note(record.name, record);
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

  #note(name: RegisterName, record: RegisterRecord | undefined): void {
    this.#dirty.set(name, record);
    this.#schedule();
  }

  #schedule(): void {
    this.#timer ??= this.#clock.after(this.#delay, () => {
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
    const goneRegisters = [...dirty].filter(([, record]) => record === undefined).map(([name]) => name);
    try {
      await this.#writer.commit({ registers, goneRegisters, revision: this.#revision() });
      this.#delay = DELAY;
    } catch (error) {
      if (!(error instanceof RegdeskError)) throw error;
      this.#dirty = new Map([...dirty, ...this.#dirty]);
      this.#delay = Math.min(this.#delay * 2, LONGEST_DELAY);
    }
  }
}
