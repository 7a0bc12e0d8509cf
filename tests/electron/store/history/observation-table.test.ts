import { expect, test } from "vitest";
import { openHistory } from "#electron/store/history/history-database.ts";
import { observationTable, unobservedPeriods } from "#electron/store/history/observation-table.ts";

test("between two runs, and where the machine slept, nobody watched; what says more counts", () => {
  const database = openHistory(":memory:");
  const table = observationTable(database);
  table.observed({ from: 100, to: 150 });
  table.observed({ from: 100, to: 200 });
  table.observed({ from: 300, to: 500 });
  table.unobserved({ from: 350, to: 400, reason: "skipped" });
  table.unobserved({ from: 360, to: 400, reason: "asleep" });
  const unobserved = unobservedPeriods(database, 50);
  expect(unobserved({ from: 0, to: 600 })).toEqual([
    { from: 0, to: 100, reason: "not-running" },
    { from: 200, to: 300, reason: "not-running" },
    { from: 350, to: 360, reason: "skipped" },
    { from: 360, to: 400, reason: "asleep" },
    { from: 500, to: 600, reason: "not-running" },
  ]);
  // The run that goes on is written every few seconds.
  expect(unobserved({ from: 420, to: 540 })).toEqual([]);
  database.close();
});
