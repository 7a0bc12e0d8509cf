import { expect, test } from "vitest";
import { ChangeRequestState } from "#shared/model/change-request.ts";
import type { RuleId, TrialVerdict } from "#shared/model/gate.ts";
import { differs, trialOf } from "../../../renderer/lib/rules/trial.ts";
import { aChangeRequest, idOf } from "../../support/builders.ts";

function aVerdict(id: string, verdict: Partial<TrialVerdict>): TrialVerdict {
  const { register, value, requester, requestedAt } = aChangeRequest();
  return { register, value, requester, requestedAt, state: "pending", action: "ask", ...verdict, id: idOf(id) };
}

test("a trial counts what the rules do, what each rule does, and what was decided otherwise; the latest comes first", () => {
  const rule = "r1" as RuleId;
  const trial = trialOf([
    aVerdict("1", { state: "denied", action: "approve", rule }),
    aVerdict("2", { state: "applied", action: "approve", rule }),
    aVerdict("3", { state: "expired", action: "deny" }),
    aVerdict("4", { state: "denied", action: "ask" }),
  ]);
  expect(trial.verdicts.map(({ id }) => id)).toEqual(["4", "3", "2", "1"]);
  expect(trial.counts).toEqual({ approve: 2, deny: 1, ask: 1 });
  expect(trial.differing).toBe(2);
  expect([...trial.byRule]).toEqual([[rule, 2]]);
});

test("nobody decided about what expired, was withdrawn or gave way", () => {
  const asked = ChangeRequestState.options.filter(
    (state) => differs({ state, action: "approve" }) && differs({ state, action: "deny" }),
  );
  expect(asked).toEqual(["pending", "superseded", "cancelled", "expired"]);
});
