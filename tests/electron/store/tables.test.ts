import { describe, expect, test } from "vitest";
import { lastChangeRequestId, loadChangeRequests } from "#electron/store/change-requests-table.ts";
import { auditPages } from "#electron/store/audit-pages.ts";
import { batchOf } from "#electron/store/batch.ts";
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
  expect(database.prepare("SELECT rule, ended_at FROM change_requests").raw().all()).toEqual([
    [rule.id, NOON],
    [null, null],
  ]);
  expect(auditPages(database)({ after: 0, limit: 9 }).lines).toMatchObject(activity);
});

describe("The past of change requests", () => {
  test("is not read to find the open ones, or to leaf through the latest", () => {
    const database = openDatabase(":memory:");
    const plans = [
      "WHERE ended_at IS NULL",
      "WHERE ended_at IS NOT NULL ORDER BY ended_at DESC, id DESC LIMIT 9",
      "WHERE ended_at IS NOT NULL AND (ended_at, id) < (5, 5) ORDER BY ended_at DESC, id DESC",
    ].map((which) => planOf(database, `SELECT id, request FROM change_requests ${which}`));
    expect(plans).toEqual([
      ["SCAN change_requests USING INDEX change_requests_open"],
      [expect.stringContaining("USING INDEX change_requests_by_end")],
      [expect.stringContaining("USING INDEX change_requests_by_end")],
    ]);
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
