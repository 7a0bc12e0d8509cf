import type { SeriesQuery } from "#shared/contract/history.ts";
import type { Gap, Period, Resolution, Series } from "#shared/model/history.ts";
import { FALSE, TRUE, type Moment } from "../../history/moment.ts";
import { MINUTE, type RolledMinute } from "../../history/minutes.ts";
import { plot, stretchesOf, stretchesOfMinutes, type Stretch } from "../../history/plot.ts";
import { pointing, type PointedMoment } from "../../history/pointed.ts";
import { spansOf } from "../../history/spans.ts";
import type { Database } from "../database.ts";
import { SEGMENT, segmentOf } from "./history-database.ts";
import { unpackMinutes } from "./minutes-segment.ts";
import { inOrder, knownRegister, momentsReading, type KnownRegister } from "./moments-reading.ts";
import { partsOutside, unobservedPeriods } from "./observation-table.ts";
import { lastMomentBefore } from "./packing.ts";
import { recentMinutes } from "./recent-minutes.ts";
import { sampling, type Sample } from "./sampling.ts";

/** So many changes are read for one plot, shared among its lines: what fits in a moment nobody notices. */
const MOST_READ = 60_000;
/** What was observed until so long ago is being observed: its end is written every few seconds. */
export const LAG = 15_000;

interface MinutesRow {
  readonly segment: number;
  readonly packed: Buffer;
}

/** One line to read. */
interface Line {
  readonly register: KnownRegister;
  readonly pointer: string;
  /** Until now at most. */
  readonly range: Period;
  readonly points: number;
  /** How many changes may be read for it. */
  readonly most: number;
  /** What is not packed yet. */
  readonly recent: readonly Moment[];
}

type Found = Pick<Series, "resolution"> & { readonly stretches: readonly Stretch[] };

/** @returns what answers a plot's question as of `now`, in epoch milliseconds */
export function seriesOf(database: Database): (query: SeriesQuery & { readonly now: number }) => Series[] {
  const known = knownRegister(database);
  const reading = momentsReading(database);
  const read = lineReading(database);
  return ({ series, from, to, points, now }) => {
    const range = { from, to: Math.min(to, now) };
    const registers = series.map(({ register }) => known(register));
    const recent = reading.recent(registers.flatMap((register) => (register === undefined ? [] : [register.id])));
    return series.map(({ register, pointer }, index) => {
      const found = registers[index];
      const most = Math.floor(MOST_READ / series.length);
      const { stretches, resolution }: Found =
        found === undefined || range.from >= range.to
          ? { stretches: [], resolution: "raw" }
          : read({ register: found, pointer, range, points, most, recent: recent.get(found.id) ?? [] });
      const step = stepOf(stretches.length, resolution, range, points);
      const shown = resolution === "raw" && step > 0 ? "bucket" : resolution;
      return { register, pointer, resolution: shown, ...plot(stretches, points, step) };
    });
  };
}

function stepOf(stretches: number, resolution: Resolution, { from, to }: Period, points: number): number {
  if (stretches <= points && resolution !== "minute") return 0;
  const step = Math.max(1, Math.ceil((to - from) / points));
  return resolution === "minute" ? Math.ceil(step / MINUTE) * MINUTE : step;
}

function lineReading(database: Database): (line: Line) => Found {
  const reading = momentsReading(database);
  const before = lastMomentBefore(database);
  const unobserved = unobservedPeriods(database, LAG);
  const minutesOf = minutesReading(database);
  const recentlyRolled = recentMinutes(database, unobserved);
  const countIn = database
    .prepare<[number, number, number], number | null>(
      "SELECT sum(count) FROM minutes WHERE register = ? AND segment BETWEEN ? AND ?",
    )
    .pluck();

  const sampleOf = sampling(database);

  const changes = ({ register, range, recent, pointer }: Line, sample?: Sample): Stretch[] => {
    const { id } = register;
    const packed = sample === undefined ? reading.packed(id, range) : reading.packedIn(id, sample.segments);
    const carry = recent.findLast(({ at }) => at < range.from) ?? before(id, range.from);
    const seen = pointing(pointer);
    const moments: PointedMoment[] = carry === undefined ? [] : [seen(carry)];
    for (const moment of inOrder(packed, recent)) {
      if (moment.at >= range.from && moment.at < range.to) moments.push(seen(moment));
    }
    const unwatched = unobserved({ from: Math.min(range.from, carry?.at ?? range.from), to: range.to });
    const breaks = sample === undefined ? unwatched : withUnread(unwatched, sample.unread);
    return stretchesOf(spansOf(moments, breaks, range), range.from);
  };

  const minutes = (line: Line, rolled: readonly RolledMinute[]): Stretch[] => {
    const { register, range, recent } = line;
    const breaks = unobserved({ from: Math.min(range.from, rolled[0]?.at ?? range.from), to: range.to });
    const last = recent.at(-1) ?? before(register.id, range.to);
    const isBoolean = last?.kind === TRUE || last?.kind === FALSE;
    return stretchesOfMinutes(rolled, breaks, { ...range, isBoolean });
  };

  return (line) => {
    const { register, range, most, pointer, recent } = line;
    const count = countIn.get(register.id, segmentOf(range.from), segmentOf(range.to)) ?? 0;
    const isGone = range.from < register.moments_from;
    if (count <= most && !isGone) return { stretches: changes(line), resolution: "raw" };
    const rolled = pointer === "" ? minutesOf(line, recentlyRolled(register.id, recent, range.to)) : [];
    if (rolled.length > 0) return { stretches: minutes(line, rolled), resolution: "minute" };
    if (count <= most) return { stretches: changes(line), resolution: "raw" };
    return { stretches: changes(line, sampleOf(register.id, range, most)), resolution: "sampled" };
  };
}

/** When nobody watched says more than that it was not read. */
function withUnread(unwatched: readonly Gap[], unread: readonly Gap[]): Gap[] {
  return [...unwatched, ...unread.flatMap((gap) => partsOutside(gap, unwatched))].sort((a, b) => a.from - b.from);
}

/** The rollups of a range, the last before it included, because its value is carried into the range. */
function minutesReading(database: Database): (line: Line, recent: readonly RolledMinute[]) => RolledMinute[] {
  const within = database.prepare<[number, number, number], MinutesRow>(
    "SELECT segment, packed FROM minutes WHERE register = ? AND segment BETWEEN ? AND ? ORDER BY segment, part",
  );
  const earlier = database
    .prepare<[number, number], number | null>(
      "SELECT max(segment) FROM minutes WHERE register = ? AND segment < ? AND length(packed) > 0",
    )
    .pluck();
  return ({ register, range }, recent) => {
    const first = segmentOf(range.from);
    const from = earlier.get(register.id, first) ?? first;
    const all: RolledMinute[] = [];
    for (const { segment, packed } of within.all(register.id, from, segmentOf(range.to))) {
      unpackMinutes(packed, segment * SEGMENT, all);
    }
    all.push(...recent);
    all.sort((a, b) => a.at - b.at);
    const last = all.findLastIndex(({ at }) => at + MINUTE <= range.from);
    return all.slice(Math.max(0, last)).filter(({ at }) => at < range.to);
  };
}
