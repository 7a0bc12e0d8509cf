import { MINUTE, rolledUp } from "../../history/minutes.ts";
import type { Moment } from "../../history/moment.ts";
import { breaksAmong } from "../../history/spans.ts";
import type { Database } from "../database.ts";
import { SEGMENT, segmentOf } from "./history-database.ts";
import { packMinutes } from "./minutes-segment.ts";
import { packMoments, unpackMoments } from "./moments-segment.ts";
import { unobservedPeriods } from "./observation-table.ts";

/** Moments of many registers, by the number of the register. */
export type ByRegister = ReadonlyMap<number, readonly Moment[]>;

export interface PackingOf {
  /** Tells a packing from every other. */
  readonly part: number;
  /** Until when the host has observed. */
  readonly until: number;
}

/** Packs what happened, and rolls it up in the same breath. @throws SqliteError */
export type Packing = (byRegister: ByRegister, of: PackingOf) => void;

export function packing(database: Database): Packing {
  const insertMoments = database.prepare<[number, number, number, Buffer]>("INSERT INTO moments VALUES (?, ?, ?, ?)");
  const insertMinutes = database.prepare<[number, number, number, number, Buffer, number]>(
    "INSERT INTO minutes (register, segment, part, count, packed, breaks) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const grow = database.prepare<[number, number, number]>(
    "UPDATE registers SET moments_bytes = moments_bytes + ?, minutes_bytes = minutes_bytes + ? WHERE id = ?",
  );
  const lastBefore = lastMomentBefore(database);
  const unobserved = unobservedPeriods(database);
  /** What each register was when its last segment was packed; looked up once for each. */
  const carried = new Map<number, Moment>();

  const packSegment = (
    register: number,
    segment: number,
    moments: readonly Moment[],
    { part, until }: PackingOf,
  ): void => {
    const start = segment * SEGMENT;
    const end = start + SEGMENT;
    const first = moments[0]?.at ?? start;
    const carry = unlessLater(first, carried.get(register) ?? lastBefore(register, first));
    const unwatched = unobserved({ from: carry?.at ?? start, to: Math.min(end, until) });
    const known = carry === undefined ? moments : [carry, ...moments];
    // What came before in the same segment was packed before, and rolled up.
    const minutes = rolledUp(known, unwatched, { from: first - (first % MINUTE), to: end });
    const packed = packMoments(moments, start);
    const packedMinutes = minutes.length === 0 ? Buffer.alloc(0) : packMinutes(minutes, start);
    insertMoments.run(register, segment, part, packed);
    insertMinutes.run(register, segment, part, moments.length, packedMinutes, breaksAmong(moments, carry));
    grow.run(packed.length, packedMinutes.length, register);
    const last = moments.at(-1);
    if (last !== undefined) carried.set(register, last);
  };

  return (byRegister, of) => {
    for (const [register, moments] of byRegister) {
      const sorted = [...moments].sort((a, b) => a.at - b.at);
      for (const [segment, ofSegment] of Map.groupBy(sorted, ({ at }) => segmentOf(at))) {
        packSegment(register, segment, ofSegment, of);
      }
    }
  };
}

/** One from after the clock was set back says nothing about what is before it. */
function unlessLater(first: number, carry: Moment | undefined): Moment | undefined {
  return carry === undefined || carry.at > first ? undefined : carry;
}

interface MomentsRow {
  readonly segment: number;
  readonly packed: Buffer;
}

/** The last packed moment of a register before a point in time. */
export function lastMomentBefore(database: Database): (register: number, at: number) => Moment | undefined {
  const find = database.prepare<[number, number], MomentsRow>(
    "SELECT segment, packed FROM moments WHERE register = ? AND segment <= ? ORDER BY segment DESC, part DESC",
  );
  return (register, at) => {
    for (const { segment, packed } of find.iterate(register, segmentOf(at))) {
      const last = unpackMoments(packed, segment * SEGMENT).findLast((moment) => moment.at < at);
      if (last !== undefined) return last;
    }
    return undefined;
  };
}
