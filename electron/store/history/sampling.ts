/** What is read of more changes than can be read at once. */
import type { Gap, Period } from "#shared/model/history.ts";
import { breaksAmong } from "../../history/spans.ts";
import type { Moment } from "../../history/moment.ts";
import type { Database } from "../database.ts";
import { SEGMENT, segmentOf } from "./history-database.ts";
import { unpackKinds } from "./moments-segment.ts";

export interface Sample {
  /** The segments to read. */
  readonly segments: readonly number[];
  /** Those that are left out although a line broke off in them, or began again. Oldest first. */
  readonly unread: readonly Gap[];
}

interface Row {
  readonly segment: number;
  readonly part: number;
  /** Absent where its minutes are gone, and with them what was counted. */
  readonly count: number | null;
  readonly breaks: number | null;
}

interface Segment {
  readonly segment: number;
  readonly count: number;
  readonly breaks: number;
}

/** So many segments are remembered of those that nobody counted when they were packed. */
const MOST_COUNTED = 50_000;

/** @returns what tells which segments of a register are read: each so manieth of those in which nothing broke off, up to as many
 *  changes as may be read, and as much again of those in which something did. The same ones while time goes on. */
export function sampling(database: Database): (register: number, range: Period, most: number) => Sample {
  const segments = segmentsIn(database);
  return (register, range, most) => {
    const all = segments(register, range);
    const [broken, whole] = [all.filter(({ breaks }) => breaks > 0), all.filter(({ breaks }) => breaks === 0)];
    const read = new Set([...eachSoManieth(whole, most), ...eachSoManieth(broken, most)]);
    const left = broken.filter(({ segment }) => !read.has(segment));
    const unread = left.map(({ segment }): Gap => {
      return { from: segment * SEGMENT, to: (segment + 1) * SEGMENT, reason: "not-read" };
    });
    return { segments: [...read].sort((a, b) => a - b), unread };
  };
}

function eachSoManieth(segments: readonly Segment[], most: number): number[] {
  const changes = segments.reduce((sum, { count }) => sum + count, 0);
  const stride = Math.max(1, Math.ceil(changes / most));
  return segments.flatMap(({ segment }) => (segment % stride === 0 ? [segment] : []));
}

function segmentsIn(database: Database): (register: number, range: Period) => Segment[] {
  const find = database.prepare<[number, number, number], Row>(
    `SELECT moments.segment, moments.part, count, ${hasBreaks(database) ? "breaks" : "NULL AS breaks"}
     FROM moments LEFT JOIN minutes USING (register, segment, part)
     WHERE moments.register = ? AND moments.segment BETWEEN ? AND ? ORDER BY moments.segment, moments.part`,
  );
  const counted = countedHere(database);
  return (register, range) => {
    const rows = find.all(register, segmentOf(range.from), segmentOf(range.to));
    const counts = counted(register, rows);
    const byPart = rows.map((row, at) => ({ ...row, count: row.count ?? 0, breaks: counts[at] ?? 0 }));
    return [...Map.groupBy(byPart, ({ segment }) => segment)].map(([segment, parts]) => ({
      segment,
      count: parts.reduce((sum, { count }) => sum + count, 0),
      breaks: parts.reduce((sum, { breaks }) => sum + breaks, 0),
    }));
  };
}

/** A history that no host has opened since this version came has no such column. */
function hasBreaks(database: Database): boolean {
  const columns = database.prepare<[], string>("SELECT name FROM pragma_table_info('minutes')").pluck().all();
  return columns.includes("breaks");
}

/** @returns what tells the breaks of each row. What was packed before they were counted is opened, once in the life of a reader. */
function countedHere(database: Database): (register: number, rows: readonly Row[]) => number[] {
  const find = database
    .prepare<[number, number, number], Buffer>(
      "SELECT packed FROM moments WHERE register = ? AND segment = ? AND part = ?",
    )
    .pluck();
  const known = new Map<string, number>();
  return (register, rows) => {
    let last: Moment | undefined;
    return rows.map(({ segment, part, breaks }) => {
      const key = `${register} ${segment} ${part}`;
      const count = breaks ?? known.get(key);
      if (count !== undefined) {
        last = undefined;
        return count;
      }
      const packed = find.get(register, segment, part);
      const moments = packed === undefined ? [] : unpackKinds(packed, segment * SEGMENT);
      // Whether it begins after a break is not known of the first: then it counts for one.
      const found = breaksAmong(moments, last) + (last === undefined ? 1 : 0);
      last = moments.at(-1);
      if (known.size >= MOST_COUNTED) known.clear();
      known.set(key, found);
      return found;
    });
  };
}
