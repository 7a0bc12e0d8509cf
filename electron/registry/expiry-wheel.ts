import type { Clock, Timer } from "#shared/clock.ts";
import type { RegisterRecord } from "./register-record.ts";

/** How wide a bucket is, in milliseconds: expiry comes at most this late, plus the time the chunks before it take. */
const BUCKET_WIDTH = 50;

/** How many records are looked at before other work gets its turn, and for how long at most, in milliseconds: expiry must not
 *  stall the listener, neither where it is slow nor while its code is still cold. */
const CHUNK = 1_000;
const CHUNK_LASTS = 1;
/** So many expire at one moment; the time is looked at between two of these. */
const PIECE = 100;

/** Finds the records whose time is up without ever scanning those whose time is not.
 *  A record stays in its bucket when it is refreshed and moves on only when the bucket is due: a refresh costs nothing. */
export class ExpiryWheel {
  readonly #clock: Clock;
  readonly #expire: (records: readonly RegisterRecord[]) => void;
  readonly #buckets = new Map<number, Set<RegisterRecord>>();
  /** The records of due buckets that still have to be looked at. */
  #due: Iterator<RegisterRecord>[] = [];
  /** Every bucket up to this one has been emptied. */
  #turnedTo: number;
  #timer: Timer | undefined;
  #stopped = false;

  constructor(clock: Clock, expire: (records: readonly RegisterRecord[]) => void) {
    this.#clock = clock;
    this.#expire = expire;
    this.#turnedTo = bucketOf(clock.monotonic());
  }

  /** Call after a record's deadline was set. */
  watch(record: RegisterRecord): void {
    if (record.deadline === Infinity) return this.forget(record);
    const bucket = Math.max(bucketOf(record.deadline), this.#turnedTo + 1);
    if (record.bucket !== undefined) {
      if (record.bucket <= bucket) return;
      this.forget(record);
    }
    this.#put(record, bucket);
  }

  /** Call when a record goes by other means than its deadline. */
  forget(record: RegisterRecord): void {
    if (record.bucket === undefined) return;
    this.#buckets.get(record.bucket)?.delete(record);
    record.bucket = undefined;
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
  }

  #put(record: RegisterRecord, bucket: number): void {
    let records = this.#buckets.get(bucket);
    if (records === undefined) this.#buckets.set(bucket, (records = new Set()));
    records.add(record);
    record.bucket = bucket;
    this.#timer ??= this.#nextTurn();
  }

  /** The timer that fired stands until the next is set, so that putting records back meanwhile does not set another. */
  #turn(): void {
    this.#collectDue();
    const startedAt = this.#clock.monotonic();
    for (let looked = 0; looked < CHUNK && this.#due.length > 0; looked += PIECE) {
      this.#workOff();
      if (this.#clock.monotonic() - startedAt >= CHUNK_LASTS) break;
    }
    this.#timer = this.#nextTurn();
  }

  #nextTurn(): Timer | undefined {
    if (this.#stopped || (this.#due.length === 0 && this.#buckets.size === 0)) return undefined;
    return this.#clock.after(this.#due.length > 0 ? 0 : BUCKET_WIDTH, () => this.#turn());
  }

  #collectDue(): void {
    const now = bucketOf(this.#clock.monotonic()) - 1; // only a bucket that is over holds nothing that still lives
    if (now <= this.#turnedTo) return;
    for (const bucket of this.#bucketsBetween(this.#turnedTo, now)) {
      const records = this.#buckets.get(bucket);
      if (records === undefined) continue;
      this.#buckets.delete(bucket);
      this.#due.push(records.values());
    }
    this.#turnedTo = now;
  }

  /** After a long sleep there are more empty buckets to step over than full ones to look through. */
  #bucketsBetween(after: number, upTo: number): number[] {
    if (upTo - after > this.#buckets.size) return [...this.#buckets.keys()].filter((bucket) => bucket <= upTo);
    return Array.from({ length: upTo - after }, (_, index) => after + 1 + index);
  }

  #workOff(): void {
    const now = this.#clock.monotonic();
    const over: RegisterRecord[] = [];
    for (let looked = 0; looked < PIECE && this.#due.length > 0; looked++) {
      const next = this.#due[0]?.next();
      if (next === undefined || next.done === true) {
        this.#due.shift();
        continue;
      }
      next.value.bucket = undefined;
      if (next.value.deadline <= now) over.push(next.value);
      else this.watch(next.value);
    }
    if (over.length > 0) this.#expire(over);
  }
}

function bucketOf(time: number): number {
  return Math.ceil(time / BUCKET_WIDTH);
}
