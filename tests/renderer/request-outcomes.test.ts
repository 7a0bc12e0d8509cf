import { expect, test } from "vitest";
import { countOutcomes, findRequests, gatherCounts, greatestCounts } from "../../renderer/lib/request-outcomes.ts";
import { aChangeRequest } from "../support/builders.ts";

test("outcomes are counted under the words one looks for, and found by text", () => {
  const done = [
    aChangeRequest({ state: "recalled", note: "by mistake" }),
    aChangeRequest({ state: "cancelled" }),
    aChangeRequest({ state: "denied", register: "pump.speed", decidedBy: "rule “No pumps”" }),
  ];
  expect([...countOutcomes(done)]).toEqual([
    ["withdrawn", 2],
    ["denied", 1],
  ]);
  expect(findRequests(done, "", "withdrawn")).toEqual(done.slice(0, 2));
  expect(findRequests(done, "MISTAKE", undefined)).toEqual(done.slice(0, 1));
  expect(findRequests(done, "pump no", undefined)).toEqual(done.slice(2));
  expect(findRequests(done, "pump", "withdrawn")).toEqual([]);
  expect([...gatherCounts({ recalled: 2, cancelled: 1, expired: 5, pending: 7 })]).toEqual([
    ["expired", 5],
    ["withdrawn", 3],
  ]);
  expect([
    ...greatestCounts(
      new Map([["expired", 2]]),
      new Map([
        ["applied", 1],
        ["expired", 1],
      ]),
    ),
  ]).toEqual([
    ["applied", 1],
    ["expired", 2],
  ]);
});
