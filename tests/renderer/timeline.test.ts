import { expect, test } from "vitest";
import type { Activity, AuditLine } from "#shared/model/activity.ts";
import { SourceName } from "#shared/model/source.ts";
import { happeningOf, rowsOf, tally, type TimelineRow } from "../../renderer/lib/timeline.ts";
import { aMove, aStart } from "../support/activity.ts";
import { idOf, named } from "../support/builders.ts";

const at = (day: number, hour: number, second = 0) => new Date(2026, 10, day, hour, 0, second).getTime();

/** Latest first, as they are numbered. */
function linesOf(...activity: readonly Activity[]): AuditLine[] {
  return activity.map((line, index) => ({ ...line, id: activity.length - index, hash: "0".repeat(64) }));
}

const brief = (row: TimelineRow) =>
  row.kind === "day" ? new Date(row.at).getDate() : row.kind === "run" ? `${row.lines.length} ×` : row.line.id;
const NONE = new Set<number>();

/** Asked for again and again, each in place of the one before. */
function asking(count: number): Activity[] {
  return Array.from({ length: count }, (_, n): Activity => {
    const request = { at: at(20, 12, 59 - n), changeRequest: idOf(count - n), register: named("boiler.setpoint") };
    return n % 2 === 0 ? aMove(request) : aMove({ ...request, from: "pending", to: "superseded" });
  });
}

test("each day has a name above its lines, the latest first", () => {
  const lines = linesOf(aStart(at(20, 23)), aStart(at(20, 1)), aStart(at(19, 8)));
  expect(rowsOf(lines, NONE).map(brief)).toEqual([20, 3, 2, 19, 1]);
  expect(rowsOf([], NONE)).toEqual([]);
});

test("rows have names of their own, also where the clock was set back over midnight", () => {
  const lines = linesOf(aStart(at(20, 1)), aStart(at(21, 1)), aStart(at(20, 1)));
  const rows = rowsOf(lines, NONE);
  expect(rows.map(brief)).toEqual([20, 3, 21, 2, 20, 1]);
  expect(new Set(rows.map(({ key }) => key)).size).toBe(6);
});

test("like lines that follow each other closely are one row, which opens to all of them", () => {
  const lines = linesOf(aStart(at(20, 13)), ...asking(9), aStart(at(20, 11)));
  expect(rowsOf(lines, NONE).map(brief)).toEqual([20, 11, "9 ×", 1]);
  const open = rowsOf(lines, new Set([2]));
  expect(open.map(brief)).toEqual([20, 11, "9 ×", 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  expect(open[3]).toMatchObject({ kind: "line", isOfRun: true });
  expect(tally(lines.slice(1, 10))).toEqual([
    ["pending", 5],
    ["superseded", 4],
  ]);
});

test("a few like lines stand for themselves, and so do those of other registers, other moments, other days", () => {
  const move = (second: number, register = "a") => aMove({ at: at(20, 12, second), register: named(register) });
  const few = linesOf(move(3), move(2), move(1));
  const others = linesOf(move(4, "a"), move(3, "b"), move(2, "a"), move(1, "b"), move(0, "a"));
  const seldom = linesOf(...[4, 3, 2, 1].map((hour) => aMove({ at: at(20, hour) })));
  const overnight = linesOf(...[1, 0, -1, -2].map((second) => aMove({ at: at(20, 0, second) })));
  expect(rowsOf(few, NONE).map(brief)).toEqual([20, 3, 2, 1]);
  expect(rowsOf(others, NONE).map(brief)).toEqual([20, 5, 4, 3, 2, 1]);
  expect(rowsOf(seldom, NONE).map(brief)).toEqual([20, 4, 3, 2, 1]);
  expect(rowsOf(overnight, NONE).map(brief)).toEqual([20, 4, 3, 19, 2, 1]);
});

test("a sync that fails again and again is one row, and not together with one that succeeds", () => {
  const run = (hour: number, outcome: "failed" | "complete"): Activity => ({
    ...{
      kind: "sync-run",
      at: at(20, 9) + hour * 1_800_000,
      by: "Regdesk",
      source: SourceName.parse("plant"),
      run: hour,
    },
    ...{ trigger: "retry", reason: "source-data-changed", outcome, added: 0, updated: 0, removed: 0 },
  });
  const failed = [4, 3, 2, 1].map((hour) => run(hour, "failed"));
  expect(rowsOf(linesOf(run(5, "complete"), ...failed), NONE).map(brief)).toEqual([20, 5, "4 ×"]);
});

test("a run keeps its name while newer lines join it", () => {
  const nameOfRun = (lines: readonly AuditLine[]) => rowsOf(lines, NONE).find(({ kind }) => kind === "run")?.key;
  const lines = linesOf(...asking(9));
  expect(nameOfRun(lines)).toBe(nameOfRun(lines.slice(3)));
});

test("pending after an approval means that it was taken back", () => {
  expect(happeningOf(aMove())).toBe("pending");
  expect(happeningOf(aMove({ from: "approved", to: "pending" }))).toBe("undone");
});
