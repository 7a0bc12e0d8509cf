/** Drops what is too old or too much, in steps so small that what happens meanwhile is stored without delay. */
import { gapOf } from "../../history/moment.ts";
import { isPinned } from "../../history/pins.ts";
import type { Retention } from "../../history/history-store.ts";
import type { Database } from "../database.ts";
import { SEGMENT, segmentOf } from "./history-database.ts";
import { unobservedPeriods } from "./observation-table.ts";
import { packMoments, unpackMoments } from "./moments-segment.ts";

/** So many registers are looked at in one step. */
const TOGETHER = 100;
/** How much goes at once when there is too much, in segments: an hour. */
const AT_ONCE = 6;
/** Pages given back to the disk in one step. */
const PAGES_AT_ONCE = 200;
/** Free pages up to this share are left for what comes next; giving them back would only be followed by asking for them. */
const SPARE = 0.1;

/** In milliseconds: a month that nobody observed. */
const DOUBTFUL = 30 * 24 * 3_600_000;
const BELIEVED_AFTER = 24 * 3_600_000;

interface Kept {
  readonly id: number;
  readonly name: string;
}

/** The last row of a register before a segment. */
interface LastRow {
  readonly segment: number;
  readonly part: number;
  readonly packed: Buffer;
  /** Changes from before then are out of sight, in epoch milliseconds. */
  readonly moments_from: number;
}

/** Each step is a transaction of its own. @returns nothing is left to do when it ends  @throws SqliteError */
export function* cleaning(database: Database, retention: Retention): Generator<void> {
  const { now, changesFor, minutesFor, most, pins } = retention;
  const all = database.prepare<[], Kept>("SELECT id, name FROM registers ORDER BY id").all();
  const loose = all.filter(({ name }) => !isPinned(name, pins)).map(({ id }) => id);
  const drop = dropping(database);
  if (!isDoubtful(database, now)) {
    yield* inSteps(loose, (id) => drop.moments(id, segmentOf(now - changesFor)));
    yield* inSteps(loose, (id) => drop.minutes(id, segmentOf(now - minutesFor)));
  }
  for (const table of ["moments", "minutes"] as const) {
    const oldest = oldestIn(database, table);
    while (usedBytes(database) > most) {
      const segment = oldest(loose);
      if (segment === undefined) break;
      yield* inSteps(loose, (id) => drop[table](id, segment + AT_ONCE));
    }
  }
  yield* givingBack(database);
}

/** A clock that was set years ahead makes everything old. So when a long time passed that nobody observed, all stays until the
 *  clock has kept to it for a day. @param now epoch milliseconds */
function isDoubtful(database: Database, now: number): boolean {
  const first = database.prepare<[], number | null>("SELECT min(from_at) FROM observation").pluck().get() ?? now;
  const passed = unobservedPeriods(database)({ from: first, to: now });
  return passed.some(({ from, to }) => to - from > DOUBTFUL && to > now - BELIEVED_AFTER);
}

function* inSteps(registers: readonly number[], drop: (register: number) => void): Generator<void> {
  for (let at = 0; at < registers.length; at += TOGETHER) {
    registers.slice(at, at + TOGETHER).forEach(drop);
    yield;
  }
}

/** Changes are dropped once they are packed, and what is packed is rolled up. Of the last of them stays what it made of the
 *  register, out of sight: a setpoint that nobody has touched for longer than changes are kept is no register without a value. */
function dropping(database: Database) {
  const latest = database.prepare<[number, number], LastRow>(
    "SELECT segment, part, packed, moments_from FROM moments JOIN registers ON id = register WHERE register = ? AND segment < ? ORDER BY segment DESC, part DESC LIMIT 1",
  );
  const moments = database
    .prepare<[number, number, number, number], number>(
      "DELETE FROM moments WHERE register = ? AND segment < ? AND (segment, part) <> (?, ?) RETURNING length(packed)",
    )
    .pluck();
  const hold = holdingLast(database);
  const minutes = database
    .prepare<[number, number], number>(
      "DELETE FROM minutes WHERE register = ? AND segment < ? RETURNING length(packed)",
    )
    .pluck();
  // They counted what is gone now, and roll up nothing.
  const empty = database.prepare<[number, number]>(
    "DELETE FROM minutes WHERE register = ? AND segment < ? AND length(packed) = 0",
  );
  const shrink = database.prepare<[number, number, number, number]>(
    "UPDATE registers SET moments_bytes = moments_bytes - ?, minutes_bytes = minutes_bytes - ?, moments_from = max(moments_from, ?) WHERE id = ?",
  );
  return {
    moments: database.transaction((register: number, before: number) => {
      const last = latest.get(register, before);
      if (last === undefined) return;
      const gone = moments.all(register, before, last.segment, last.part);
      const cut = hold(register, last);
      const isSeen = last.segment * SEGMENT >= last.moments_from;
      if (gone.length === 0 && cut === 0 && !isSeen) return;
      empty.run(register, before);
      shrink.run(sumOf(gone) + cut, 0, before * SEGMENT, register);
    }),
    minutes: database.transaction((register: number, before: number) => {
      const gone = minutes.all(register, before);
      if (gone.length > 0) shrink.run(0, sumOf(gone), 0, register);
    }),
  };
}

/** @returns what leaves of a row nothing but the value its last change came to, if it came to one, and tells how many bytes
 *  that saved */
function holdingLast(database: Database): (register: number, last: LastRow) => number {
  const replace = database.prepare<[Buffer, number, number, number]>(
    "UPDATE moments SET packed = ? WHERE register = ? AND segment = ? AND part = ?",
  );
  const remove = database.prepare<[number, number, number]>(
    "DELETE FROM moments WHERE register = ? AND segment = ? AND part = ?",
  );
  return (register, { segment, part, packed }) => {
    const last = unpackMoments(packed, segment * SEGMENT).at(-1);
    if (last === undefined || gapOf(last) !== undefined) {
      remove.run(register, segment, part);
      return packed.length;
    }
    const held = packMoments([last], segment * SEGMENT);
    if (held.length < packed.length) replace.run(held, register, segment, part);
    return packed.length - held.length;
  };
}

function oldestIn(
  database: Database,
  table: "moments" | "minutes",
): (registers: readonly number[]) => number | undefined {
  // The last change of those that were dropped is there yet, and stays.
  const seen =
    table === "moments" ? `AND segment >= (SELECT moments_from / ${SEGMENT} FROM registers WHERE id = register)` : "";
  const first = database
    .prepare<[number], number | null>(`SELECT min(segment) FROM ${table} WHERE register = ? ${seen}`)
    .pluck();
  return (registers) => {
    const segments = registers.map((id) => first.get(id)).filter((segment) => segment != null);
    return segments.length === 0 ? undefined : segments.reduce((a, b) => Math.min(a, b));
  };
}

function* givingBack(database: Database): Generator<void> {
  const free = () => database.pragma("freelist_count", { simple: true }) as number;
  const pages = () => database.pragma("page_count", { simple: true }) as number;
  while (free() > SPARE * pages()) {
    const before = free();
    database.pragma(`incremental_vacuum(${PAGES_AT_ONCE})`);
    if (free() >= before) return;
    yield;
  }
}

/** What holds something, of the file. */
function usedBytes(database: Database): number {
  const [pages, free, size] = ["page_count", "freelist_count", "page_size"].map(
    (pragma) => database.pragma(pragma, { simple: true }) as number,
  );
  return ((pages ?? 0) - (free ?? 0)) * (size ?? 0);
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
