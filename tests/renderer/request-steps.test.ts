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

test("a change of a source's register has no device to wait for: it counts, or waits for the run of its source", () => {
  const request = aChangeRequest({ state: "deliverable", requestedAt: 1_000, decidedAt: 4_000, source: "plant" });
  expect(stepsOf(request)).toEqual([
    { name: "requested", progress: "done" },
    { name: "approved", progress: "done", took: 3_000 },
    { name: "overridden", progress: "now" },
  ]);
  expect(stepsOf({ ...request, state: "applied", outcomeAt: 9_000 }).at(-1)).toEqual({
    name: "overridden",
    progress: "done",
  });
  const { source: _source, ...inGrace } = request;
  expect(stepsOf({ ...inGrace, state: "approved" }, true).map(({ name }) => name)).toContain("overridden");
});
