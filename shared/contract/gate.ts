import { oc } from "@orpc/contract";
import { z } from "zod";
import { ERROR_STATUS } from "../errors.ts";
import { GateLimitsChange, GateMode, GatePolicy, Rule, TrialVerdict, type RuleId } from "../model/gate.ts";
import { feedOf } from "./feed.ts";

/** How the gate decides, and how often each rule has done so within 24 hours. */
export interface GateFeed {
  readonly policy: GatePolicy;
  readonly hits: Readonly<Record<RuleId, number>>;
}

const change = oc.errors({
  STORE_UNAVAILABLE: { status: ERROR_STATUS.STORE_UNAVAILABLE },
  /** Where the fault is, for example `rules.2.hours.to`. */
  RULE_INVALID: { status: ERROR_STATUS.RULE_INVALID, data: z.object({ path: z.string() }) },
  RULES_CHANGED_MEANWHILE: { status: ERROR_STATUS.RULES_CHANGED_MEANWHILE },
});

export const gate = {
  /** Now, and again whenever something of it changes. */
  watch: oc.output(feedOf<GateFeed>()),
  policy: oc.output(GatePolicy),
  setMode: change.input(z.object({ mode: GateMode })).output(GatePolicy),
  setLimits: change
    .input(z.object({ limits: GateLimitsChange.optional(), denyNoteRequired: z.boolean().optional() }))
    .output(GatePolicy),
  /** Replaces the whole list. `version` is the policy's the list was made from. */
  saveRules: change.input(z.object({ rules: z.array(Rule).max(500), version: z.int() })).output(GatePolicy),
  /** What these rules would have decided about the last 200 requests, oldest first; equals replaying them. */
  tryRules: change
    .input(z.object({ rules: z.array(Rule).max(500), mode: GateMode.optional() }))
    .output(z.array(TrialVerdict)),
};
