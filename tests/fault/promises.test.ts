/** The check of the kill test: it keeps quiet when everything is as promised, and speaks up when anything is not. */
import { expect, test } from "vitest";
import type { ChangeRequest } from "#shared/model/change-request.ts";
import { aChangeRequest } from "#tests/support/builders.ts";
import { Promises, type Verb, type Wish } from "./promises.ts";

const REGISTER = "boiler.setpoint";

interface Story {
  readonly acknowledged?: boolean;
  readonly decision?: { readonly verb: Verb; readonly answered: boolean };
  readonly received?: number;
  /** What the host shows afterwards, restart by restart; undefined for nothing. */
  readonly shown: readonly (Partial<Pick<ChangeRequest, "state" | "deliveries">> | undefined)[];
}

const APPROVED = { verb: "approve", answered: true } as const;
const DENIED = { verb: "deny", answered: true } as const;
const PERHAPS_APPROVED = { verb: "approve", answered: false } as const;

test.each<[string, Story]>([
  ["a request that is pending", { acknowledged: true, shown: [{ state: "pending" }] }],
  ["a request that was never acknowledged and is gone", { shown: [undefined] }],
  ["a request that was never acknowledged and is there", { shown: [{ state: "pending" }, { state: "pending" }] }],
  ["an approval that was not answered and is gone", { decision: PERHAPS_APPROVED, shown: [{ state: "pending" }] }],
  ["an approval that was not answered and is there", { decision: PERHAPS_APPROVED, shown: [{ state: "deliverable" }] }],
  ["a delivery that is on record", { decision: APPROVED, received: 1, shown: [{ state: "applied", deliveries: 1 }] }],
  [
    "a delivery that is to be repeated",
    { decision: APPROVED, received: 1, shown: [{ state: "deliverable", deliveries: 1 }] },
  ],
  [
    "a delivery that was repeated and is marked",
    { decision: APPROVED, received: 2, shown: [{ state: "delivered", deliveries: 2 }] },
  ],
])("Kept: %s", (_what, story) => {
  expect(brokenIn(story)).toEqual([]);
});

test.each<[string, Story, RegExp]>([
  ["a lost request", { acknowledged: true, shown: [undefined] }, /is lost$/],
  ["a lost delivery", { decision: APPROVED, received: 1, shown: [undefined] }, /is lost$/],
  ["a request lost after it was shown", { shown: [{ state: "pending" }, undefined] }, /is lost$/],
  [
    "a reverted approval",
    { decision: APPROVED, shown: [{ state: "pending" }] },
    /surely decided \(approve\) and is pending$/,
  ],
  ["a reverted denial", { decision: DENIED, shown: [{ state: "pending" }] }, /surely decided \(deny\) and is pending$/],
  ["a denial that became an approval", { decision: DENIED, shown: [{ state: "deliverable" }] }, /and is deliverable$/],
  ["an approval nobody gave", { acknowledged: true, shown: [{ state: "deliverable" }] }, /and is deliverable$/],
  [
    "a state that went back",
    {
      decision: APPROVED,
      received: 1,
      shown: [
        { state: "delivered", deliveries: 1 },
        { state: "deliverable", deliveries: 1 },
      ],
    },
    /from delivered to deliverable$/,
  ],
  [
    "a delivery without approval",
    { acknowledged: true, received: 1, shown: [{ state: "pending", deliveries: 1 }] },
    /without being approved$/,
  ],
  [
    "a delivery of what was denied",
    { decision: DENIED, received: 1, shown: [{ state: "denied", deliveries: 1 }] },
    /without being approved$/,
  ],
  [
    "a repetition without a mark",
    { decision: APPROVED, received: 2, shown: [{ state: "delivered", deliveries: 1 }] },
    /received 2 times and is marked with 1$/,
  ],
  [
    "a delivery that never happened",
    { decision: APPROVED, shown: [{ state: "applied", deliveries: 1 }] },
    /nobody received it$/,
  ],
  [
    "a request that nothing superseded",
    { acknowledged: true, shown: [{ state: "superseded" }] },
    /superseded by nothing newer$/,
  ],
])("Broken: %s", (_what, story, breach) => {
  expect(brokenIn(story)).toContainEqual(expect.stringMatching(breach));
});

test("Broken: half of a PUT", () => {
  const promises = new Promises();
  promises.wish([REGISTER, "boiler.pump"]);
  const half = [aChangeRequest({ id: "1", register: REGISTER, value: "1" })];
  expect(promises.broken(half, half)).toContainEqual(
    expect.stringMatching(/is missing from a PUT of which the rest was stored$/),
  );
});

test("Broken: a request nobody filed, one that is stored and not listed, and a value nobody asked for", () => {
  const promises = new Promises();
  promises.received(REGISTER, 7);
  expect(promises.broken([aChangeRequest({ id: "9", value: "9" })], [])).toEqual([
    "boiler.setpoint got 7, which nobody asks for any more, if ever",
    "request 9 is stored and not listed",
    "request 9 was never filed",
  ]);
});

function brokenIn({ acknowledged = false, decision, received = 0, shown }: Story): string[] {
  const promises = new Promises();
  const wish: Wish = promises.wish([REGISTER])[0]!;
  if (acknowledged || decision !== undefined) Object.assign(wish, { id: "1", acknowledged: true });
  if (decision !== undefined) wish.decision = { ...decision };
  for (let time = 0; time < received; time++) promises.received(REGISTER, wish.value);
  return shown.flatMap((one) => {
    const requests = one === undefined ? [] : [aChangeRequest({ id: "1", register: REGISTER, value: "1", ...one })];
    return promises.broken(requests, requests);
  });
}
