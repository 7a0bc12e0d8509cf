import { expect, test } from "vitest";
import { asTheyCame, latestEndedFirst, newestFirst } from "../../renderer/lib/request-order.ts";
import { aChangeRequest } from "../support/builders.ts";
import { NOON } from "../support/fake-clock.ts";

test("a clock that was set back puts no new request before those that wait", () => {
  const waiting = ["9", "10"].map((id) => aChangeRequest({ id, requestedAt: NOON }));
  const late = aChangeRequest({ id: "11", requestedAt: NOON - 3_600_000 });
  expect([late, ...waiting].sort(asTheyCame).map(({ id }) => id)).toEqual(["9", "10", "11"]);
  expect([late, ...waiting].sort(newestFirst).map(({ id }) => id)).toEqual(["11", "10", "9"]);
});

test("of what ended in the same moment the newest comes first", () => {
  const ended = ["9", "10", "11"].map((id) =>
    aChangeRequest({ id, state: "denied", decidedAt: id === "9" ? NOON + 1 : NOON }),
  );
  expect(ended.sort(latestEndedFirst).map(({ id }) => id)).toEqual(["9", "11", "10"]);
});
