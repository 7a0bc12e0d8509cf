import { expect, test } from "vitest";
import { requestDetail } from "../../renderer/lib/request-detail.ts";
import { aChangeRequest } from "../support/builders.ts";

test.each<[Parameters<typeof aChangeRequest>[0], string]>([
  [{ state: "pending" }, "waiting 0:42"],
  [{ state: "approved", deliverableAt: 46_500 }, "– goes out in 0:05"],
  [{ state: "delivered", deliveredAt: 40_000 }, "2 s ago, waiting for the next report"],
  [{ state: "applied-differently", value: "24.0", outcomeValue: "23.5" }, ": asked 24.0\u00a0°C, reports 23.5\u00a0°C"],
  [{ state: "denied", note: "Not today" }, "— Not today"],
  [{ state: "denied" }, ""],
  [{ state: "superseded", supersededBy: "18" }, "by 18"],
])("%j goes on as %j", (given, detail) => {
  expect(requestDetail(aChangeRequest({ requestedAt: 0, ...given }), 42_000, "°C")).toBe(detail);
});
