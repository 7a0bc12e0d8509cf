import type { Clock, Timer } from "#shared/clock.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { RegisterRecord } from "./register-record.ts";
import type { Capacity } from "./room.ts";
import { Shelves } from "./shelves.ts";
import { sizeOf } from "./size-of.ts";

/** A technician comes back after a week at most; older corpses only clutter the list. */
const KEPT_FOR = 7 * 24 * 3_600_000;
const LOOK_EVERY = 3_600_000;
/** How many are forgotten before other work gets its turn: those of a whole site may have expired at one moment. */
const CHUNK = 600;
/** A clock that goes a month farther than the time that passed was set, or nobody was there for a month. Then what seems old need
 *  not be, and all stays until the clock has kept to it for a day. In milliseconds. */
const DOUBTFUL = 30 * 24 * 3_600_000;
const BELIEVED_AFTER = 24 * 3_600_000;
/** How much of the memory that the living may take they may take. */
const SHARE = 0.5;

/** The registers that expired, with the last value anyone reported, oldest first. */
export class LastKnown {
  readonly #clock: Clock;
  readonly #capacity: number;
  readonly #mostBytes: number;
  readonly #forgotten: (name: RegisterName) => void;
  readonly #records = new Shelves();
  /** The last that is known of an earlier run, in epoch milliseconds. */
  #before = -Infinity;
  #bytes = 0;
  #timer: Timer | undefined;
  /** How late it was when somebody last looked, on both clocks. */
  #seen: { readonly wall: number; readonly monotonic: number };
  /** When the clock was last found to have gone too far, in epoch milliseconds. */
  #doubtfulFrom = -Infinity;

  /** @param capacity of the living
   *  @param forgotten called for each register that is dropped because of its age or for want of room */
  constructor(clock: Clock, capacity: Capacity, forgotten: (name: RegisterName) => void) {
    this.#clock = clock;
    this.#capacity = capacity.count;
    this.#mostBytes = SHARE * capacity.bytes;
    this.#forgotten = forgotten;
    this.#seen = { wall: clock.now(), monotonic: clock.monotonic() };
  }

  /** An earlier run was there then. @param wall epoch milliseconds */
  sawBefore(wall: number): void {
    this.#before = Math.max(this.#before, wall);
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

  /** Call only for one that lived until now, or of the last run: none of its name is kept then. */
  keep(record: RegisterRecord): void {
    if (record.size === 0) record.size = sizeOf(record); // one of the last run
    this.#records.put(record);
    this.#bytes += record.size;
    record.fragment = undefined; // nobody is sent what has expired
    while (this.#records.size > this.#capacity || this.#bytes > this.#mostBytes) this.#forgetOldest();
    this.#timer ??= this.#clock.after(LOOK_EVERY, () => this.#forgetOld());
  }

  /** The register lives again, or its provider took it back. @returns whether it was kept */
  release(name: RegisterName): boolean {
    const record = this.#records.find(name);
    if (record === undefined) return false;
    this.#bytes -= record.size;
    return this.#records.take(name);
  }

  stop(): void {
    this.#timer?.cancel();
  }

  #forgetOld(): void {
    this.#timer = undefined;
    if (this.#isDoubtful()) {
      if (this.#records.size > 0) this.#timer = this.#clock.after(LOOK_EVERY, () => this.#forgetOld());
      return;
    }
    const before = this.#clock.now() - KEPT_FOR;
    let left = CHUNK;
    for (const { name, expiredAt = 0 } of this.#records.records()) {
      if (expiredAt >= before || left === 0) break; // they stand in the order in which they expired
      this.#forget(name);
      left -= 1;
    }
    const next = left === 0 ? 0 : LOOK_EVERY;
    if (this.#records.size > 0) this.#timer = this.#clock.after(next, () => this.#forgetOld());
  }

  #isDoubtful(): boolean {
    const [wall, monotonic] = [this.#clock.now(), this.#clock.monotonic()];
    const passed = monotonic - this.#seen.monotonic;
    const last = this.#before === -Infinity ? this.#seen.wall : this.#before;
    if (wall - last - passed > DOUBTFUL) this.#doubtfulFrom = wall;
    this.#seen = { wall, monotonic };
    this.#before = -Infinity; // what this run saw is later
    return wall >= this.#doubtfulFrom && wall < this.#doubtfulFrom + BELIEVED_AFTER;
  }

  #forgetOldest(): void {
    const oldest = this.#records.first();
    if (oldest !== undefined) this.#forget(oldest.name);
  }

  #forget(name: RegisterName): void {
    this.release(name);
    this.#forgotten(name);
  }
}
