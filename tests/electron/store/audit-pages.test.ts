import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalLine } from "#electron/store/audit-chain.ts";
import { auditPages } from "#electron/store/audit-pages.ts";
import { batchOf } from "#electron/store/batch.ts";
import { committing } from "#electron/store/committer.ts";
import { openDatabase } from "#electron/store/database.ts";
import type { ActivityPageQuery } from "#shared/contract/activity.ts";
import { ACTIVITY_KINDS, type Activity } from "#shared/model/activity.ts";
import { RuleId } from "#shared/model/gate.ts";
import { aMove, aStart } from "#tests/support/activity.ts";
import { idOf, named } from "#tests/support/builders.ts";

/** Lines for the audit, of which each commit adds some. */
const COMMITS = [1, 2, 450, 1, 199, 200, 201, 3].map((count, commit) =>
  Array.from({ length: count }, (_, index) => aMove({ changeRequest: idOf(commit * 1_000 + index + 1) })),
);
const COUNT = COMMITS.flat().length;

describe("Leafing through the audit", () => {
  test.each([1, 7, 200, 1_000])(
    "backwards by %i comes to every line once, whichever were committed together",
    (limit) => {
      const audit = anAudit(...COMMITS);
      const ids: number[] = [];
      for (let before: number | undefined = COUNT + 1; before !== undefined;) {
        const page = audit.page({ limit, before });
        ids.push(...page.lines.map(({ id }) => id));
        before = page.next;
      }
      expect(ids).toEqual(Array.from({ length: COUNT }, (_, index) => COUNT - index));
    },
  );

  test.each([1, 7, 200, 1_000])("forwards by %i comes to every line once", (limit) => {
    const audit = anAudit(...COMMITS);
    const lines: Activity[] = [];
    for (let after: number | undefined = 0; after !== undefined;) {
      const page = audit.page({ limit, after });
      lines.push(...page.lines.map(({ id: _id, hash: _hash, ...line }) => line));
      after = page.next;
    }
    expect(lines).toEqual(COMMITS.flat());
  });

  test("begins wherever one likes", () => {
    const audit = anAudit(...COMMITS);
    const idsOf = (query: Partial<ActivityPageQuery>) => audit.page({ limit: 2, ...query }).lines.map(({ id }) => id);
    for (const id of [1, 3, 4, 203, 204, 453, 454, 455, COUNT]) {
      expect([idsOf({ before: id }), idsOf({ after: id })]).toEqual([
        [id - 1, id - 2].filter((line) => line > 0),
        [id + 1, id + 2].filter((line) => line <= COUNT),
      ]);
    }
    expect([idsOf({ before: 1 }), idsOf({ after: COUNT }), idsOf({ before: COUNT + 9 })]).toEqual([
      [],
      [],
      [COUNT, COUNT - 1],
    ]);
  });
});

describe("A search in the audit", () => {
  test.each(['say "no"', "C:\\temp", "two\nlines", "Ärger", "tab\t", "100 %", "a_b", "\u0007"])("finds %j", (text) => {
    const audit = anAudit(
      [aMove()],
      [aMove(), aMove({ note: `they ${text} now` }), aMove()],
      [aMove({ by: `x${text}` })],
    );
    expect(audit.page({ limit: 9, text }).lines.map(({ id }) => id)).toEqual([3]);
    expect(audit.page({ limit: 9, by: text }).lines.map(({ id }) => id)).toEqual([5]);
  });

  test("by kind and state finds what was committed with whatever else", () => {
    const rule: Activity = {
      kind: "rule-changed",
      at: 1,
      by: "anna",
      change: "removed",
      rule: { id: RuleId.parse("r"), name: "r" },
    };
    const denied = aMove({ from: "pending", to: "denied" });
    const audit = anAudit(
      [aMove()],
      [aMove(), rule],
      [denied, aMove(), aStart()],
      [aMove({ note: "rule-changed denied" })],
    );
    const idsOf = (query: Partial<ActivityPageQuery>) => audit.page({ limit: 9, ...query }).lines.map(({ id }) => id);
    expect(idsOf({ kinds: ["rule-changed"] })).toEqual([3]);
    expect(idsOf({ kinds: ["rule-changed", "host-started"] })).toEqual([6, 3]);
    expect(idsOf({ kinds: ACTIVITY_KINDS.filter((kind) => kind !== "change-request") })).toEqual([6, 3]);
    expect(idsOf({ kinds: ["change-request"], states: ["denied"] })).toEqual([4]);
    expect(idsOf({ kinds: ["change-request", "host-started"], states: ["denied"] })).toEqual([6, 4]);
    expect(idsOf({ states: ["denied"] })).toEqual([6, 4, 3]);
    expect(idsOf({ kinds: ["change-request"], states: [] })).toEqual([]);
  });

  test("finds nothing where only what is around a text is written like it", () => {
    const audit = anAudit([aMove({ register: named("changeRequest") })]);
    const found = (text: string) => audit.page({ limit: 9, text }).lines.length;
    expect([found("changerequest"), found("change-request"), found('"')]).toEqual([1, 0, 0]);
  });
});

test("Lines that are committed together share a row, but no more of them than can be read at once", () => {
  const note = "x".repeat(700_000);
  const audit = anAudit(COMMITS[2]!, [aMove()], [aMove({ note }), aMove({ note }), aMove({ note })]);
  expect(audit.linesOfBlocks()).toEqual([200, 200, 50, 1, 2, 1]);
});

test("A line is read as it was written, whatever is in it", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: "grapheme" }),
    fc.constantFrom("\ud800", "\u2028", ","),
  );
  fc.assert(
    fc.property(fc.array(fc.record({ note: text, by: text }), { minLength: 1, maxLength: 5 }), (parts) => {
      const lines = parts.map((part) => aMove(part));
      const audit = anAudit(lines);
      expect(audit.texts()).toEqual(lines.map(canonicalLine));
      expect(audit.page({ limit: 9, after: 0 }).lines).toMatchObject(lines);
    }),
  );
});

function anAudit(...commits: readonly (readonly Activity[])[]) {
  const database = openDatabase(":memory:");
  const commit = committing(database);
  for (const activity of commits) commit([batchOf({ activity })]);
  return {
    page: auditPages(database),
    linesOfBlocks: () => database.prepare("SELECT count(*) FROM audit GROUP BY first_line").pluck().all(),
    texts: () => database.prepare("SELECT line FROM audit ORDER BY id").pluck().all(),
  };
}
