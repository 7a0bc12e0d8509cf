import { RegdeskError } from "#shared/errors.ts";
import type { Living } from "./living.ts";
import type { Provision } from "./register-record.ts";
import { sizeOf } from "./size-of.ts";

/** What registers may take. */
export interface Capacity {
  /** How many may live at a time. */
  readonly count: number;
  /** About how much memory those that live may take, in bytes. What is kept ready of them for answers comes on top. */
  readonly bytes: number;
}

/** Whether there is room for what is reported. */
export class Room {
  readonly #living: Living;
  readonly #capacity: Capacity;

  constructor(living: Living, capacity: Capacity) {
    this.#living = living;
    this.#capacity = capacity;
  }

  /** @throws {RegdeskError} `REGISTERS_FULL` */
  makeSureOf(report: readonly Provision[]): void {
    this.makeSureOfCount(report);
    if (this.#living.bytes > this.#capacity.bytes) this.#makeSureOfBytes(report);
  }

  /** Whether so many fit, even if all of them are new. */
  isFor(count: number): boolean {
    return this.#living.size + count <= this.#capacity.count;
  }

  /** @throws {RegdeskError} `REGISTERS_FULL` */
  makeSureOfCount(report: readonly Pick<Provision, "name">[]): void {
    if (this.isFor(report.length)) return;
    if (this.isFor(report.filter(({ name }) => this.#living.find(name) === undefined).length)) return;
    throw new RegdeskError(
      "REGISTERS_FULL",
      `Regdesk holds ${this.#living.size} registers and takes at most ${this.#capacity.count}; provide fewer, or raise the limit with --max-registers`,
    );
  }

  /** What takes no more than it did is still welcome: devices go on as they are. */
  #makeSureOfBytes(report: readonly Provision[]): void {
    const growth = report.reduce((sum, one) => sum + sizeOf(one) - (this.#living.find(one.name)?.size ?? 0), 0);
    if (growth <= 0) return;
    const [taken, most] = [this.#living.bytes, this.#capacity.bytes].map((bytes) => Math.ceil(bytes / (1 << 20)));
    throw new RegdeskError(
      "REGISTERS_FULL",
      `The registers take ${taken} MiB of memory, and no more than ${most} MiB are allowed; provide shorter values, or fewer registers`,
    );
  }
}
