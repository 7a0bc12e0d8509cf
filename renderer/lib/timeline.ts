/** What happened, laid out in rows: days, lines, and runs of like lines folded into one. */
import type { Activity, ActivityKind, AuditLine } from "#shared/model/activity.ts";
import type { ChangeRequestState } from "#shared/model/change-request.ts";

export type OtherKind = Exclude<ActivityKind, "change-request">;
export type Happening = ChangeRequestState | OtherKind | "undone";

/** Pending again after an approval: it was taken back. */
export function happeningOf(line: Activity): Happening {
  if (line.kind !== "change-request") return line.kind;
  return line.to === "pending" && line.from !== undefined ? "undone" : line.to;
}

/** The first moment of a day. @param daysBefore counts back; a day is not always 24 hours */
export function dayOf(at: number, daysBefore = 0): number {
  const day = new Date(at);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() - daysBefore).getTime();
}

export type TimelineRow =
  | { readonly kind: "day"; readonly key: string; readonly at: number }
  | { readonly kind: "line"; readonly key: string; readonly line: AuditLine; readonly isOfRun: boolean }
  | { readonly kind: "run"; readonly key: string; readonly lines: readonly AuditLine[]; readonly isOpen: boolean };

/** As many like lines are told as one. */
const FEWEST_OF_RUN = 4;
/** Between two lines of a run, in milliseconds. A sync that fails is tried again minutes later. */
const GAPS: Partial<Record<ActivityKind, number>> = { "change-request": 60_000, "sync-run": 3_600_000 };

/** @param lines latest first; so are the rows  @param openRuns ids of lines: a run that holds one of them is open */
export function rowsOf(lines: readonly AuditLine[], openRuns: ReadonlySet<number>): TimelineRow[] {
  const rows: TimelineRow[] = [];
  let [dayStart, dayEnd] = [Infinity, -Infinity];
  let index = 0;
  for (let line = lines[index]; line !== undefined; line = lines[index]) {
    if (line.at < dayStart || line.at >= dayEnd) {
      [dayStart, dayEnd] = [dayOf(line.at), dayOf(line.at, -1)];
      rows.push({ kind: "day", key: `day ${dayStart} ${rows.length === 0 ? "" : line.id}`, at: dayStart });
    }
    const end = endOfRun(line, lines, index, dayStart, dayEnd);
    if (end - index < FEWEST_OF_RUN) {
      rows.push(...lines.slice(index, end).map((single) => lineRow(single, false)));
    } else addRun(rows, lines.slice(index, end), openRuns);
    index = end;
  }
  return rows;
}

const lineRow = (line: AuditLine, isOfRun: boolean): TimelineRow => ({
  kind: "line",
  key: String(line.id),
  line,
  isOfRun,
});

function addRun(rows: TimelineRow[], lines: readonly AuditLine[], openRuns: ReadonlySet<number>): void {
  const isOpen = openRuns.size > 0 && lines.some(({ id }) => openRuns.has(id));
  // Named by its oldest line, because newer ones join it.
  rows.push({ kind: "run", key: `run ${lines.at(-1)?.id ?? 0}`, lines, isOpen });
  if (isOpen) rows.push(...lines.map((line) => lineRow(line, true)));
}

/** @returns where the lines end that are like the first, one soon after the other */
function endOfRun(first: AuditLine, lines: readonly AuditLine[], start: number, from: number, to: number): number {
  const likeness = likenessOf(first);
  const gap = GAPS[first.kind] ?? 0;
  let end = start + 1;
  if (likeness === undefined) return end;
  let { at } = first;
  for (let next = lines[end]; next !== undefined; next = lines[end]) {
    const isOfDay = next.at >= from && next.at < to;
    if (!isOfDay || likenessOf(next) !== likeness || Math.abs(at - next.at) > gap) break;
    at = next.at;
    end += 1;
  }
  return end;
}

/** What is alike has the same. Asking anew replaces what was asked before, so these two go together. */
function likenessOf(line: Activity): string | undefined {
  if (line.kind === "sync-run") return `sync ${line.outcome} ${line.source}`;
  if (line.kind !== "change-request") return undefined;
  const happening = happeningOf(line);
  return `${happening === "superseded" ? "pending" : happening} ${line.register}`;
}

/** How often each thing happened, the commonest first. */
export function tally(lines: readonly AuditLine[]): [Happening, number][] {
  const counts = Map.groupBy(lines, happeningOf);
  return [...counts]
    .map(([happening, same]): [Happening, number] => [happening, same.length])
    .sort((a, b) => b[1] - a[1]);
}
