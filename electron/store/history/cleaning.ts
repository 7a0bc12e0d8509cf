/** Drops what is too old or too much, in steps so small that what happens meanwhile is stored without delay. */
import { isPinned } from "../../history/pins.ts";
import type { Retention } from "../../history/history-store.ts";
import type { Database } from "../database.ts";
import { SEGMENT, segmentOf } from "./history-database.ts";

/** So many registers are looked at in one step. */
const TOGETHER = 100;
/** How much goes at once when there is too much, in segments: an hour. */
const AT_ONCE = 6;
/** Pages given back to the disk in one step. */
const PAGES_AT_ONCE = 200;
/** Free pages up to this share are left for what comes next; giving them back would only be followed by asking for them. */
const SPARE = 0.1;

interface Kept {
  readonly id: number;
  readonly name: string;
}

/** Each step is a transaction of its own. @returns nothing is left to do when it ends  @throws SqliteError */
export function* cleaning(database: Database, retention: Retention): Generator<void> {
  const { now, changesFor, minutesFor, most, pins } = retention;
  const all = database.prepare<[], Kept>("SELECT id, name FROM registers ORDER BY id").all();
  const loose = all.filter(({ name }) => !isPinned(name, pins)).map(({ id }) => id);
  const drop = dropping(database);
  yield* inSteps(loose, (id) => drop.moments(id, segmentOf(now - changesFor)));
  yield* inSteps(loose, (id) => drop.minutes(id, segmentOf(now - minutesFor)));
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

function* inSteps(registers: readonly number[], drop: (register: number) => void): Generator<void> {
  for (let at = 0; at < registers.length; at += TOGETHER) {
    registers.slice(at, at + TOGETHER).forEach(drop);
    yield;
  }
}

/** Changes are dropped once they are packed, and what is packed is rolled up. */
function dropping(database: Database) {
  const moments = database
    .prepare<[number, number], number>(
      "DELETE FROM moments WHERE register = ? AND segment < ? RETURNING length(packed)",
    )
    .pluck();
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
      const gone = moments.all(register, before);
      if (gone.length === 0) return;
      empty.run(register, before);
      shrink.run(sumOf(gone), 0, before * SEGMENT, register);
    }),
    minutes: database.transaction((register: number, before: number) => {
      const gone = minutes.all(register, before);
      if (gone.length > 0) shrink.run(0, sumOf(gone), 0, register);
    }),
  };
}

function oldestIn(
  database: Database,
  table: "moments" | "minutes",
): (registers: readonly number[]) => number | undefined {
  const first = database
    .prepare<[number], number | null>(`SELECT min(segment) FROM ${table} WHERE register = ?`)
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
