import { expect, test } from "vitest";
import { stepsOf } from "../../renderer/lib/request-steps.ts";
import { secondsWords } from "../../renderer/lib/request-times.ts";
import { aChangeRequest } from "../support/builders.ts";

test("the time to undo does not count as the device's time to pick up", () => {
  const request = aChangeRequest({
    requestedAt: 1_000,
    decidedAt: 4_000,
    deliverableAt: 9_000,
    deliveredAt: 9_800,
    deliveries: 1,
  });
  expect(stepsOf({ ...request, state: "delivered" })).toEqual([
    { name: "requested", progress: "done" },
    { name: "approved", progress: "done", took: 3_000 },
    { name: "picked-up", progress: "done", took: 800 },
    { name: "outcome", progress: "now" },
  ]);
  expect(secondsWords(800)).toBe("0.8 s");
  expect(secondsWords(5)).toBe("0.1 s");
  expect(secondsWords(190_000)).toBe("3 m 10 s");
});
