import type { Clock, Timer } from "#shared/clock.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { RegisterRecord } from "./register-record.ts";
import { Shelves } from "./shelves.ts";

/** A technician comes back after a week at most; older corpses only clutter the list. */
const KEPT_FOR = 7 * 24 * 3_600_000;
const LOOK_EVERY = 3_600_000;

/** The registers that expired, with the last value anyone reported, oldest first. */
export class LastKnown {
  readonly #clock: Clock;
  readonly #capacity: number;
  readonly #forgotten: (name: RegisterName) => void;
  readonly #records = new Shelves();
  #timer: Timer | undefined;

  /** @param forgotten called for each register that is dropped because of its age or for want of room */
  constructor(clock: Clock, capacity: number, forgotten: (name: RegisterName) => void) {
    this.#clock = clock;
    this.#capacity = capacity;
    this.#forgotten = forgotten;
  }

  get size(): number {
    return this.#records.size;
  }

  records(): Iterable<RegisterRecord> {
    return this.#records.records();
  }

  find(name: string): RegisterRecord | undefined {
    return this.#records.find(name);
  }

  keep(record: RegisterRecord): void {
    this.#records.put(record);
    if (this.#records.size > this.#capacity) this.#forgetOldest();
    this.#timer ??= this.#clock.after(LOOK_EVERY, () => this.#forgetOld());
  }

  /** The register lives again, or its provider took it back. @returns whether it was kept */
  release(name: RegisterName): boolean {
    return this.#records.take(name);
  }

  stop(): void {
    this.#timer?.cancel();
  }

  #forgetOld(): void {
    this.#timer = undefined;
    const before = this.#clock.now() - KEPT_FOR;
    for (const { name, expiredAt = 0 } of this.#records.records()) {
      if (expiredAt >= before) break; // they stand in the order in which they expired
      this.#forget(name);
    }
    if (this.#records.size > 0) this.#timer = this.#clock.after(LOOK_EVERY, () => this.#forgetOld());
  }

  #forgetOldest(): void {
    const oldest = this.#records.first();
    if (oldest !== undefined) this.#forget(oldest.name);
  }

  #forget(name: RegisterName): void {
    this.#records.take(name);
    this.#forgotten(name);
  }
}
