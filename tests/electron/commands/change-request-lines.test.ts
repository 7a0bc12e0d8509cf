import { describe, expect, test } from "vitest";
import { changeRequestsAsJson, changeRequestsAsText } from "#electron/commands/change-request-lines.ts";
import { aChangeRequest } from "#tests/support/builders.ts";
import { NOON } from "#tests/support/fake-clock.ts";

describe("For programs a change request", () => {
  test("has every key that is promised, null where there is nothing", () => {
    expect(JSON.parse(changeRequestsAsJson([aChangeRequest()]))).toEqual([
      {
        id: "1",
        register: "boiler.setpoint",
        value: 22,
        previousValue: null,
        state: "pending",
        requester: { address: "192.168.1.30" },
        requestedAt: "2026-06-01T12:00:00.000Z",
        expiresAt: "2026-06-01T12:15:00.000Z",
        decidedAt: null,
        decidedBy: null,
        note: null,
        deliverableAt: null,
        deliveredAt: null,
        deliveries: 0,
        outcome: null,
        outcomeValue: null,
        outcomeAt: null,
      },
    ]);
  });

  test("has its values as JSON and its times as ISO 8601", () => {
    const request = aChangeRequest({
      value: '{"a":[1]}',
      previousValue: '"off"',
      state: "applied-differently",
      decidedAt: NOON + 1,
      decidedBy: "anna",
      note: "go on",
      deliveredAt: NOON + 2,
      deliveries: 2,
      outcome: "applied-differently",
      outcomeValue: "null",
      outcomeAt: NOON + 3,
      supersededBy: "9",
    });
    expect(JSON.parse(changeRequestsAsJson([request]))).toMatchObject([
      {
        value: { a: [1] },
        previousValue: "off",
        decidedAt: "2026-06-01T12:00:00.001Z",
        decidedBy: "anna",
        note: "go on",
        deliveredAt: "2026-06-01T12:00:00.002Z",
        deliveries: 2,
        outcome: "applied-differently",
        outcomeValue: null,
        outcomeAt: "2026-06-01T12:00:00.003Z",
        supersededBy: "9",
      },
    ]);
  });

  test("keeps every digit", () => {
    expect(changeRequestsAsJson([aChangeRequest({ value: "123456789012345678901" })])).toContain(
      '"value":123456789012345678901',
    );
  });

  test("is one of an array, on one line", () => {
    expect([changeRequestsAsJson([]), changeRequestsAsJson([aChangeRequest({ note: "a\nb" })])]).toEqual([
      "[]",
      expect.not.stringContaining("\n"),
    ]);
  });
});

describe("For people change requests", () => {
  test("are lines in columns", () => {
    const requests = [
      aChangeRequest({ id: "12", previousValue: "20.5", note: "please" }),
      aChangeRequest({ id: "3", register: "lamp", value: "true", state: "deliverable" }),
    ];
    expect(changeRequestsAsText(requests)).toBe(
      [
        "ID  STATE        REGISTER         CHANGE                        REQUESTER     NOTE",
        "12  pending      boiler.setpoint  20.5 -> 22                    192.168.1.30  please",
        "3   deliverable  lamp             (nobody provides it) -> true  192.168.1.30",
        "",
      ].join("\n"),
    );
  });

  test("are a sentence when there are none", () => {
    expect(changeRequestsAsText([])).toBe("No change request is pending or in progress.\n");
  });

  test("are short, however long a value is", () => {
    const text = changeRequestsAsText([aChangeRequest({ value: `"${"x".repeat(1_000)}"` })]);
    expect(text.split("\n").every((line) => line.length < 160)).toBe(true);
  });

  test.each([
    ["an escape sequence", "a\u001b[2Jb"],
    ["the one-byte escape sequence", "a\u009b2Jb"],
    ["a line end", "a\nb"],
    ["nothing", ""],
    ["a blank", "a b"],
    ["a switch of direction", "a\u202eb"],
  ])("do not let a name act in a terminal: %s", (_what, register) => {
    const [, line = ""] = changeRequestsAsText([aChangeRequest({ register })]).split("\n");
    expect(line).toContain(' "');
    expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  test("do not let a value act in a terminal either", () => {
    const text = changeRequestsAsText([aChangeRequest({ value: '"\u009b2J\u202e"', note: "a\u001b[2J" })]);
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});
