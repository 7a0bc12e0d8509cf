import { describe, expect, test } from "vitest";
import { lastChangeRequestId, loadChangeRequests } from "#electron/store/change-requests-table.ts";
import { auditPages } from "#electron/store/audit-pages.ts";
import { batchOf } from "#electron/store/batch.ts";
import { finishedRequests } from "#electron/store/change-request-pages.ts";
import { committing } from "#electron/store/committer.ts";
import { openDatabase, type Database } from "#electron/store/database.ts";
import { toReported } from "#electron/registry/register-record.ts";
import { loadRegisters, registersTable } from "#electron/store/registers-table.ts";
import type { ChangeRequest } from "#shared/model/change-request.ts";
import { RuleId } from "#shared/model/gate.ts";
import { aMove } from "#tests/support/activity.ts";
import { aChangeRequest, aRegister, named } from "#tests/support/builders.ts";
import { NOON } from "#tests/support/fake-clock.ts";

describe("A register", () => {
  test.each([
    [
      "with everything",
      aRegister({ metadata: '{"unit":"°C"}', expiredAt: NOON + 0.25, ttl: 2 ** 53 * 3, revision: 2 ** 52 }),
    ],
    ["with the token it was pushed with", aRegister({ token: "roof" })],
    ["with nothing that it need not have", aRegister()],
    ["under a strange name", aRegister({ name: "__proto__\n🚀' OR 1=1 --" })],
    ["without a name", aRegister({ name: "" })],
    ["with a value of null", aRegister({ value: "null" })],
    ["with more digits than a double has", aRegister({ value: "123456789012345678901234567890" })],
    ["with half a character", aRegister({ value: '"\\ud800"' })],
    ["with a fraction of a millisecond to live", aRegister({ ttl: 0.5 })],
  ])("%s comes back as it was saved", (_what, register) => {
    const database = openDatabase(":memory:");
    registersTable(database).save(register);
    expect(loadRegisters(database).map(toReported)).toEqual([register]);
  });

  test("that is refreshed has the time of its last report, and the rest as it was", () => {
    const database = openDatabase(":memory:");
    const table = registersTable(database);
    table.save(aRegister({ name: "a", value: "7", token: "roof" }));
    table.save(aRegister({ name: "b" }));
    table.refresh([NOON + 5, 20_000, "192.168.1.21", null, "a"]);
    table.refresh([NOON, 1, "192.168.1.21", null, "never-stored"]);
    expect(loadRegisters(database).map(toReported)).toEqual([
      aRegister({ name: "a", value: "7", providedAt: NOON + 5, ttl: 20_000, provider: "192.168.1.21" }),
      aRegister({ name: "b" }),
    ]);
  });

  test("that is saved again takes its own place, and gives up what it no longer has", () => {
    const database = openDatabase(":memory:");
    const table = registersTable(database);
    table.save(aRegister({ metadata: '{"a":1}', expiredAt: NOON }));
    table.save(aRegister({ value: "21" }));
    expect(loadRegisters(database).map(toReported)).toEqual([aRegister({ value: "21" })]);
  });

  test("that is removed is gone", () => {
    const database = openDatabase(":memory:");
    const table = registersTable(database);
    table.save(aRegister({ name: "a" }));
    table.save(aRegister({ name: "b" }));
    table.remove("a");
    table.remove("never was");
    expect(loadRegisters(database).map(({ name }) => name)).toEqual(["b"]);
  });
});

test("Expired registers come back in the order in which they expired", () => {
  const database = openDatabase(":memory:");
  const table = registersTable(database);
  for (const [name, expiredAt] of [
    ["a", 30],
    ["b", 10],
    ["c", 20],
  ] as const)
    table.save(aRegister({ name, expiredAt }));
  expect(loadRegisters(database).map(({ name }) => name)).toEqual(["b", "c", "a"]);
});

describe("A change request", () => {
  const full = aChangeRequest({
    id: "12345678901",
    register: "a\u0000b",
    value: '{"k":[1,null]}',
    previousValue: "20",
    state: "applied-differently",
    requester: { address: "::1", userAgent: "panel ü" },
    decidedAt: NOON,
    decidedBy: "anna",
    note: "it's\ncold",
    deliverableAt: NOON,
    deliveredAt: NOON,
    deliveries: 2,
    outcome: "applied-differently",
    outcomeValue: "21",
    outcomeAt: NOON,
    supersededBy: "4",
  });

  test.each([
    ["with everything", full],
    ["with nothing that it need not have", aChangeRequest()],
  ])("%s comes back as it was saved", (_what, request) => {
    const database = openDatabase(":memory:");
    saveRequests(database, request);
    expect(loadChangeRequests(database, 10)).toEqual([request]);
  });

  test("that is saved again takes its own place", () => {
    const database = openDatabase(":memory:");
    saveRequests(database, aChangeRequest());
    saveRequests(database, aChangeRequest({ state: "denied", note: "no" }));
    expect(loadChangeRequests(database, 10)).toEqual([aChangeRequest({ state: "denied", note: "no" })]);
  });
});

describe("Change requests", () => {
  test("come back in their order: all open ones, and of the others the latest", () => {
    const database = openDatabase(":memory:");
    const states = [
      "pending",
      "denied",
      "approved",
      "expired",
      "deliverable",
      "applied",
      "delivered",
      "unchanged",
    ] as const;
    for (const [index, state] of states.entries()) {
      saveRequests(database, aChangeRequest({ id: `${index + 1}`, state, requestedAt: NOON + index }));
    }
    expect(loadChangeRequests(database, 2).map(({ id }) => id)).toEqual(["1", "3", "5", "6", "7", "8"]);
  });

  test("count on from the last, 0 when there is none", () => {
    const database = openDatabase(":memory:");
    const before = lastChangeRequestId(database);
    for (const id of ["9", "10", "2"]) saveRequests(database, aChangeRequest({ id }));
    expect([before, lastChangeRequestId(database)]).toEqual([0, 10]);
  });
});

test("Requests and lines of the audit stay apart, whatever line breaks and tabs are in them", () => {
  const database = openDatabase(":memory:");
  const rule = { id: RuleId.parse("a\tb\nc"), name: "one\ntwo" };
  const changeRequests = [
    aChangeRequest({ id: "1", register: "a\tb\n", value: '"\\n\\t"', state: "denied", note: "no\n\tnever", rule }),
    aChangeRequest({ id: "2", register: "\n" }),
  ];
  const activity = [aMove({ note: "x\ny\tz\r" }), aMove({ register: named("\n\n") })];
  committing(database)([batchOf({ changeRequests, activity })]);
  expect(loadChangeRequests(database, 9)).toEqual(changeRequests);
  expect(database.prepare("SELECT id, rule FROM finished_change_requests").raw().all()).toEqual([[1, rule.id]]);
  expect(database.prepare("SELECT id, rule FROM open_change_requests").raw().all()).toEqual([[2, null]]);
  expect(auditPages(database)({ after: 0, limit: 9 }).lines).toMatchObject(activity);
});

describe("A change request that comes to its end", () => {
  test("is no longer among the open ones, in whichever commit it was filed", () => {
    const database = openDatabase(":memory:");
    const commit = committing(database);
    commit([batchOf({ changeRequests: [aChangeRequest({ id: "1" }), aChangeRequest({ id: "2" })] })]);
    const [second, third] = [aChangeRequest({ id: "2", state: "denied" }), aChangeRequest({ id: "3" })];
    commit([batchOf({ changeRequests: [third] }, { changeRequests: [second, { ...third, state: "cancelled" }] })]);
    expect(requestsIn(database, "open_change_requests")).toEqual([1]);
    expect(requestsIn(database, "finished_change_requests")).toEqual([2, 3]);
    expect(requestsIn(database, "change_requests")).toEqual([1, 2, 3]);
  });

  test("comes after those that ended before it, however the clock was set", () => {
    const database = openDatabase(":memory:");
    saveRequests(database, aChangeRequest({ id: "5", state: "denied", decidedAt: NOON }));
    saveRequests(database, aChangeRequest({ id: "4", state: "denied", decidedAt: NOON - 60_000 }));
    const { requests, next } = finishedRequests(database)({ limit: 1 });
    const rest = finishedRequests(database)({ limit: 1, ...(next === undefined ? {} : { before: next }) });
    expect([requests, rest.requests].map((page) => page.map(({ id }) => id))).toEqual([["4"], ["5"]]);
  });
});

function requestsIn(database: Database, table: string): unknown[] {
  return database.prepare(`SELECT id FROM ${table}`).pluck().all();
}

describe("The past of change requests", () => {
  test("is not sorted to leaf through the latest", () => {
    const database = openDatabase(":memory:");
    const sql = "SELECT request FROM finished_change_requests WHERE place < 5 ORDER BY place DESC";
    expect(planOf(database, sql)).toEqual([expect.stringContaining("USING INTEGER PRIMARY KEY")]);
  });

  test("is not read to count how many of them a rule was about", () => {
    const database = openDatabase(":memory:");
    const sql =
      "SELECT rule, count(*) FROM finished_change_requests WHERE rule IS NOT NULL AND request ->> '$.requestedAt' >= 5 GROUP BY rule";
    expect(planOf(database, sql)).toEqual([expect.stringContaining("USING COVERING INDEX")]);
  });
});

/** How SQLite goes about a question; a sort would be a step of its own. */
function planOf(database: Database, sql: string): string[] {
  return database
    .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all()
    .map(({ detail }) => detail);
}

function saveRequests(database: Database, ...changeRequests: readonly ChangeRequest[]): void {
  committing(database)([batchOf({ changeRequests })]);
}
