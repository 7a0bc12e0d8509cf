import type { Period } from "#shared/model/history.ts";
import type { Moment } from "../../history/moment.ts";
import type { Database } from "../database.ts";
import { SEGMENT, segmentOf } from "./history-database.ts";
import { unpackMoments } from "./moments-segment.ts";

interface PackedRow {
  readonly segment: number;
  readonly packed: Buffer;
}

interface RecentRow extends Moment {
  readonly register: number;
}

export interface KnownRegister {
  readonly id: number;
  readonly name: string;
  /** Changes from before then are gone, in epoch milliseconds. */
  readonly moments_from: number;
}

/** What reading the past of a register is made of. */
export function momentsReading(database: Database) {
  const recent = database.prepare<[string], RecentRow>(
    "SELECT register, at, kind, value FROM recent_moments WHERE register IN (SELECT value FROM json_each(?)) ORDER BY id",
  );
  const ascending = packedRows(database, "");
  const descending = packedRows(database, "DESC");
  const some = database.prepare<[number, string], PackedRow>(
    "SELECT segment, packed FROM moments WHERE register = ? AND segment IN (SELECT value FROM json_each(?)) ORDER BY segment, part",
  );

  return {
    /** What is not packed yet, oldest first. All registers in one go, because it is one look through. */
    recent(registers: readonly number[]): Map<number, Moment[]> {
      const found = new Map<number, Moment[]>(registers.map((register) => [register, []]));
      for (const { register, at, kind, value } of recent.iterate(JSON.stringify(registers))) {
        found.get(register)?.push({ at, kind, value });
      }
      for (const moments of found.values()) moments.sort((a, b) => a.at - b.at);
      return found;
    },
    /** What is packed, segment by segment, those that touch the range. */
    packed(register: number, { from, to }: Period): Generator<Moment[]> {
      return unpacked(() => ascending.iterate(register, segmentOf(from), segmentOf(to)));
    },
    /** The same, the latest segment first; within it, too, the oldest moment comes first. */
    packedBackwards(register: number, { from, to }: Period): Generator<Moment[]> {
      return unpacked(() => descending.iterate(register, segmentOf(from), segmentOf(to)));
    },
    /** Only these segments. */
    packedIn(register: number, segments: readonly number[]): Generator<Moment[]> {
      return unpacked(() => some.iterate(register, JSON.stringify(segments)));
    },
  };
}

function packedRows(database: Database, order: "" | "DESC") {
  return database.prepare<[number, number, number], PackedRow>(
    `SELECT segment, packed FROM moments WHERE register = ? AND segment BETWEEN ? AND ? ORDER BY segment ${order}, part`,
  );
}

/** Segments that came twice, because the clock was set back, become one.
 *  @param rows begun with the first segment that is asked for, because a statement that was begun must be read or left */
function* unpacked(rows: () => Iterable<PackedRow>): Generator<Moment[]> {
  let current = Number.NaN;
  let moments: Moment[] = [];
  for (const { segment, packed } of rows()) {
    const more = unpackMoments(packed, segment * SEGMENT);
    if (segment === current) {
      moments = moments.concat(more).sort((a, b) => a.at - b.at);
      continue;
    }
    if (moments.length > 0) yield moments;
    [current, moments] = [segment, more];
  }
  if (moments.length > 0) yield moments;
}

/** What is packed and what is not, oldest first, also where the clock was set back meanwhile. */
export function* inOrder(packed: Iterable<readonly Moment[]>, recent: readonly Moment[]): Generator<Moment> {
  let next = 0;
  for (const moments of packed) {
    for (const moment of moments) {
      for (let other = recent[next]; other !== undefined && other.at < moment.at; other = recent[++next]) yield other;
      yield moment;
    }
  }
  yield* recent.slice(next);
}

/** Nothing is known of a name with half a letter, which SQLite would take for another one. */
export function knownRegister(database: Database): (name: string) => KnownRegister | undefined {
  const find = database.prepare<[string], KnownRegister>("SELECT id, name, moments_from FROM registers WHERE name = ?");
  return (name) => (name.isWellFormed() ? find.get(name) : undefined);
}
