import {
  UNOBSERVED,
  type Gap,
  type Period,
  type UnobservedPeriod,
  type UnobservedReason,
} from "#shared/model/history.ts";
import type { Database } from "../database.ts";

interface ObservationRow {
  readonly kind: "running" | UnobservedReason;
  readonly from_at: number;
  readonly to_at: number;
}

export function observationTable(database: Database) {
  const prolong = database.prepare<[number, number]>(
    "UPDATE observation SET to_at = max(to_at, ?) WHERE id = (SELECT max(id) FROM observation WHERE kind = 'running') AND from_at = ?",
  );
  const insert = database.prepare<[string, number, number]>(
    "INSERT INTO observation (kind, from_at, to_at) VALUES (?, ?, ?)",
  );
  return {
    observed({ from, to }: Period): void {
      if (prolong.run(to, from).changes === 0) insert.run("running", from, to);
    },
    unobserved({ reason, from, to }: UnobservedPeriod): void {
      insert.run(reason, from, to);
    },
  };
}

/** @param lag a period that was observed until so many milliseconds before the end of the range goes on: it is being written */
export function unobservedPeriods(database: Database, lag = 0): (range: Period) => UnobservedPeriod[] {
  const find = database.prepare<[number, number], ObservationRow>(
    "SELECT kind, from_at, to_at FROM observation WHERE to_at > ? AND from_at < ? ORDER BY from_at, to_at",
  );
  return (range) => {
    const rows = find.all(range.from - lag, range.to);
    return withoutOverlap([...betweenRuns(rows, range, lag), ...pausesIn(rows)], range);
  };
}

function betweenRuns(rows: readonly ObservationRow[], { from, to }: Period, lag: number): UnobservedPeriod[] {
  const gaps: UnobservedPeriod[] = [];
  let reached = from;
  for (const row of rows.filter(({ kind }) => kind === "running")) {
    if (row.from_at > reached) gaps.push({ from: reached, to: row.from_at, reason: "not-running" });
    reached = Math.max(reached, row.to_at);
  }
  if (to - reached > lag) gaps.push({ from: reached, to, reason: "not-running" });
  return gaps;
}

function pausesIn(rows: readonly ObservationRow[]): UnobservedPeriod[] {
  return rows.flatMap(({ kind, from_at: from, to_at: to }) => {
    const reason = UNOBSERVED.find((known) => known === kind);
    return reason === undefined ? [] : [{ from, to, reason }];
  });
}

/** What says more counts instead of what says less: that the machine slept, instead of that the clock jumped. */
const MOST_SAYING: readonly UnobservedReason[] = ["not-stored", "asleep", "skipped", "not-running"];

function withoutOverlap(periods: readonly UnobservedPeriod[], range: Period): UnobservedPeriod[] {
  const cut = periods.map((period) => ({
    ...period,
    from: Math.max(period.from, range.from),
    to: Math.min(period.to, range.to),
  }));
  cut.sort((a, b) => MOST_SAYING.indexOf(a.reason) - MOST_SAYING.indexOf(b.reason) || a.from - b.from);
  let whole: UnobservedPeriod[] = [];
  for (const period of cut) {
    whole = [...whole, ...partsOutside(period, whole)].sort((a, b) => a.from - b.from);
  }
  return whole;
}

/** @param covered in their order, without overlap */
export function partsOutside<Of extends Gap>(period: Of, covered: readonly Gap[]): Of[] {
  const parts: Of[] = [];
  let reached = period.from;
  for (const { from, to } of covered) {
    if (to <= reached) continue;
    if (from >= period.to) break;
    if (from > reached) parts.push({ ...period, from: reached, to: from });
    reached = Math.max(reached, to);
  }
  if (reached < period.to) parts.push({ ...period, from: reached });
  return parts;
}
