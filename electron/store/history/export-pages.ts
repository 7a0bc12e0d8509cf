import type { ExportLine, ExportPage, ExportQuery, Minute } from "#shared/contract/history.ts";
import { RegisterName } from "#shared/model/register.ts";
import { MINUTE, type RolledMinute } from "../../history/minutes.ts";
import { toChange, type Moment } from "../../history/moment.ts";
import type { Database } from "../database.ts";
import { SEGMENT, segmentOf } from "./history-database.ts";
import { unpackMinutes } from "./minutes-segment.ts";
import { inOrder, momentsReading, type KnownRegister } from "./moments-reading.ts";
import { unobservedPeriods } from "./observation-table.ts";
import { matchingRegisters } from "./past-pages.ts";
import { recentMinutes } from "./recent-minutes.ts";

interface MinutesRow {
  readonly segment: number;
  readonly packed: Buffer;
}

/** Where a page begins: a register, a time, and how many lines of that time were on the page before. */
interface Place {
  readonly register: number;
  readonly at: number;
  readonly skip: number;
}

/** All changes, or minutes, of some registers, a page at a time. */
export function exportPages(database: Database): (query: ExportQuery) => ExportPage {
  const match = matchingRegisters(database);
  const changes = changesIn(database);
  const minutes = minutesIn(database);
  return ({ from, to, registers, grain, cursor, limit }) => {
    const all = match(registers).sort((a, b) => a.id - b.id);
    const start = cursor === undefined ? { register: 0, at: from, skip: 0 } : placeOf(cursor);
    const left = all.filter(({ id }) => id >= start.register);
    const linesOf = grain === "changes" ? changes(left) : minutes(left);
    const lines: ExportLine[] = [];
    for (const register of left) {
      const isFirst = register.id === start.register;
      const range = { from: isFirst ? Math.max(from, start.at) : from, to };
      let skip = isFirst ? start.skip : 0;
      let last: Place = { register: register.id, at: range.from, skip };
      for (const line of linesOf(register, range)) {
        if (line.at === range.from && skip-- > 0) continue;
        if (lines.length >= limit) {
          return {
            lines,
            registers: all.length,
            done: all.length - left.length + left.indexOf(register),
            next: textOf(last),
          };
        }
        lines.push({ register: RegisterName.parse(register.name), ...line });
        last = { register: register.id, at: line.at, skip: line.at === last.at ? last.skip + 1 : 1 };
      }
    }
    return { lines, registers: all.length, done: all.length };
  };
}

function placeOf(cursor: string): Place {
  const [register = 0, at = 0, skip = 0] = cursor.split(".").map(Number);
  return { register, at, skip };
}

function textOf({ register, at, skip }: Place): string {
  return `${register}.${at}.${skip}`;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

function changesIn(database: Database) {
  const reading = momentsReading(database);
  return (registers: readonly KnownRegister[]) => {
    const recentOf = recentIn(reading, registers);
    return function* ({ id, moments_from: keptFrom }: KnownRegister, { from, to }: Range) {
      const packed = reading.packed(id, { from: Math.max(from, keptFrom), to });
      for (const moment of inOrder(packed, recentOf(id))) {
        if (moment.at >= from && moment.at < to) yield toChange(moment);
      }
    };
  };
}

/** One look through what is not packed yet serves all registers of a page. */
function recentIn(reading: ReturnType<typeof momentsReading>, registers: readonly KnownRegister[]) {
  let recent: Map<number, Moment[]> | undefined;
  return (id: number): readonly Moment[] => {
    recent ??= reading.recent(registers.map((register) => register.id));
    return recent.get(id) ?? [];
  };
}

/** Minutes that are over. */
function minutesIn(database: Database) {
  const reading = momentsReading(database);
  const rolled = recentMinutes(database, unobservedPeriods(database));
  const observed = database
    .prepare<[], number | null>("SELECT max(to_at) FROM observation WHERE kind = 'running'")
    .pluck();
  const find = database.prepare<[number, number, number], MinutesRow>(
    "SELECT segment, packed FROM minutes WHERE register = ? AND segment BETWEEN ? AND ? ORDER BY segment, part",
  );
  return (registers: readonly KnownRegister[]) => {
    const recentOf = recentIn(reading, registers);
    const over = (observed.get() ?? 0) - MINUTE;
    return function* ({ id }: KnownRegister, { from, to }: Range) {
      const isIn = ({ at, observed: share }: RolledMinute): boolean => at >= from && at < to && share > 0;
      for (const { segment, packed } of find.iterate(id, segmentOf(from), segmentOf(to))) {
        for (const minute of unpackMinutes(packed, segment * SEGMENT)) if (isIn(minute)) yield toMinute(minute);
      }
      for (const minute of rolled(id, recentOf(id), over + MINUTE)) {
        if (minute.at <= over && isIn(minute)) yield toMinute(minute);
      }
    };
  };
}

function toMinute({ ended: _, ...minute }: RolledMinute): Minute {
  return minute;
}
