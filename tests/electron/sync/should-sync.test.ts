/** The whole decision table: every combination of facts is in it exactly once. */
import { describe, expect, test } from "vitest";
import { decidedWithoutFetch, shouldSync, type Comparison, type SyncFacts } from "#electron/sync/should-sync.ts";
import type { SyncPhase } from "#shared/model/sync.ts";

const PHASES: readonly SyncPhase[] = ["never", "syncing", "complete", "failed"];
const SCHEDULES: readonly SyncFacts["schedule"][] = ["due", "not-due", "none", "unreadable"];
const YES_OR_NO = [true, false];
const COMPARISONS: readonly Comparison[] = ["changed", "unchanged", "error"];

/** One line of the table; what is absent may be anything. */
interface Line extends Partial<SyncFacts> {
  readonly comparison?: Comparison;
  readonly expected: string;
}

const owned = { phase: "syncing", isOwnerAlive: true } as const;
const ready = { phase: "complete" } as const;
const idle = { ...ready, isFilterChanged: false, isWanted: false } as const;

/** The first line that fits counts, as in the design. */
const TABLE: readonly Line[] = [
  { ...owned, expected: "no: sync-already-in-progress" },

  { ...idle, schedule: "not-due", expected: "no: up-to-date-with-policy" },
  { ...idle, schedule: "none", expected: "no: up-to-date-no-policy" },
  { ...idle, schedule: "unreadable", expected: "no: error-parsing-sync-interval" },

  { comparison: "error", expected: "yes: error-checking-data-changes" },

  { comparison: "changed", ...ready, isWanted: true, expected: "yes: manual-sync-with-data-changes" },
  { comparison: "changed", ...ready, isFilterChanged: true, expected: "yes: filter-changed" },
  { comparison: "changed", ...ready, expected: "yes: source-data-changed" },
  { comparison: "changed", expected: "yes: registry-not-ready" },

  { comparison: "unchanged", isFilterChanged: true, expected: "yes: filter-changed" },
  { comparison: "unchanged", ...ready, isWanted: true, expected: "no: manual-sync-no-data-changes" },
  { comparison: "unchanged", ...ready, expected: "no: up-to-date-with-policy" },
  { comparison: "unchanged", expected: "yes: registry-not-ready" },
];

describe("Whether to sync", () => {
  const cases = everyFacts().flatMap((facts) => COMPARISONS.map((comparison) => ({ facts, comparison })));

  test("is decided as the table says, for every combination of facts", () => {
    const differing = cases.filter(
      ({ facts, comparison }) => decided(facts, comparison) !== expected(facts, comparison),
    );
    expect(differing).toEqual([]);
  });

  test.each(TABLE.map((line) => ({ line, name: JSON.stringify(line) })))("uses the line $name", ({ line }) => {
    expect(cases.some(({ facts, comparison }) => lineFor(facts, comparison) === line)).toBe(true);
  });

  test("is not decided at all when the facts cannot be had, and says so", () => {
    expect(decidedWithoutFetch(undefined)).toEqual({ sync: false, reason: "error-checking-sync-need" });
  });

  test("costs no fetch where nothing asks for one", () => {
    const asked = cases.filter(({ facts }) => decidedWithoutFetch(facts) === undefined);
    const needless = asked.filter(
      ({ facts }) =>
        facts.phase === "complete" && !facts.isFilterChanged && !facts.isWanted && facts.schedule !== "due",
    );
    expect([asked.length > 0, needless]).toEqual([true, []]);
  });
});

function decided(facts: SyncFacts, comparison: Comparison): string {
  const { sync, reason } = decidedWithoutFetch(facts) ?? shouldSync(facts, comparison);
  return `${sync ? "yes" : "no"}: ${reason}`;
}

function expected(facts: SyncFacts, comparison: Comparison): string | undefined {
  return lineFor(facts, comparison)?.expected;
}

function lineFor(facts: SyncFacts, comparison: Comparison): Line | undefined {
  const known: Record<string, unknown> = { ...facts, comparison };
  return TABLE.find(({ expected: _expected, ...line }) =>
    Object.entries(line).every(([fact, value]) => known[fact] === value),
  );
}

function everyFacts(): SyncFacts[] {
  return PHASES.flatMap((phase) =>
    SCHEDULES.flatMap((schedule) =>
      YES_OR_NO.flatMap((isOwnerAlive) =>
        YES_OR_NO.flatMap((isFilterChanged) =>
          YES_OR_NO.map((isWanted) => ({ phase, schedule, isOwnerAlive, isFilterChanged, isWanted })),
        ),
      ),
    ),
  );
}
