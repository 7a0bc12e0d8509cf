import { describe, expect, test } from "vitest";
import { isOpen, move } from "#electron/change-requests/move.ts";
import { ChangeRequestState } from "#shared/model/change-request.ts";
import { aChangeRequest } from "#tests/support/builders.ts";

/** The drawing in `change-requests.md`. */
const ALLOWED = [
  "pending > approved",
  "pending > cancelled",
  "pending > denied",
  "pending > expired",
  "pending > superseded",
  "approved > pending",
  "approved > deliverable",
  "approved > recalled",
  "approved > superseded",
  "deliverable > applied",
  "deliverable > delivered",
  "deliverable > not-picked-up",
  "deliverable > recalled",
  "deliverable > superseded",
  "delivered > applied",
  "delivered > applied-differently",
  "delivered > unchanged",
];

const STATES = ChangeRequestState.options;
const CAUSE = { at: 5, by: "anna", note: "because" };

describe("A change request", () => {
  test.each(STATES.flatMap((from) => STATES.map((to) => `${from} > ${to}`)))("%s", (step) => {
    const [from, to] = step.split(" > ") as [ChangeRequestState, ChangeRequestState];
    const go = () => move(aChangeRequest({ state: from }), to, CAUSE).request.state;
    if (ALLOWED.includes(step)) expect(go()).toBe(to);
    else expect(go).toThrow(`change request 1 cannot go from ${from} to ${to}`);
  });

  test("is open in the states it can leave", () => {
    const open = STATES.filter((state) => isOpen(aChangeRequest({ state })));
    expect(open).toEqual(["pending", "approved", "deliverable", "delivered"]);
  });

  test("that moves leaves a line for the audit and is not itself altered", () => {
    const request = aChangeRequest({ id: "3", register: "a" });
    const moved = move(request, "denied", CAUSE, { note: "because" });
    expect([moved.transition, moved.request, request.state]).toEqual([
      { changeRequest: "3", register: "a", from: "pending", to: "denied", at: 5, by: "anna", note: "because" },
      { ...request, state: "denied", note: "because" },
      "pending",
    ]);
  });
});
