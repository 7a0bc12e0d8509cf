import { z } from "zod";
import { Filter } from "../filter.ts";
import { Hours } from "./hours.ts";
import { ChangeRequestId, ChangeRequestState, Requester } from "./change-request.ts";
import { JsonText } from "../json.ts";
import { RegisterName } from "./register.ts";

/** What happens to a request that no rule decides: it waits for the technician, is denied, or goes through. Pass-through
 *  asks neither the technician nor the rules, as if Regdesk were not there. */
export const GateMode = z.enum(["ask", "rules", "pass-through"]);
export type GateMode = z.infer<typeof GateMode>;

export const RuleId = z.string().min(1).max(64).brand<"RuleId">();
export type RuleId = z.infer<typeof RuleId>;

export const RuleAction = z.enum(["approve", "deny", "ask"]);
export type RuleAction = z.infer<typeof RuleAction>;

/** A request outside of them is not what the rule is about: the next rule is asked. */
export const RuleLimits = z.object({
  type: z.enum(["number", "string", "boolean", "array", "object", "null"]).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  /** The largest difference between the requested and the current value; needs a current number. */
  step: z.number().positive().optional(),
  /** How many requests the rule is about within a minute. */
  perMinute: z.int().min(1).max(100_000).optional(),
});
export type RuleLimits = z.infer<typeof RuleLimits>;

export const Rule = z.object({
  id: RuleId,
  name: z.string().trim().min(1, "a rule needs a name, because the audit names it").max(100),
  enabled: z.boolean().default(true),
  action: RuleAction,
  /** By the register's name. May not end with a pattern that includes, unless it is `+*`: what none matches is included. */
  registers: Filter.default([]),
  /** By what the register's device is called, by people or on the wire: the first pattern that matches one of its names decides.
   *  A register without a device has the empty name. */
  devices: Filter.default([]),
  /** Addresses or ranges such as `192.168.1.0/24`; none means anybody. */
  requesters: z.array(z.string().trim().min(1).max(64)).max(100).default([]),
  /** Names of access tokens, one of which the requester showed; none means with any or without. */
  tokens: z.array(z.string().trim().min(1).max(64)).max(100).default([]),
  hours: Hours.optional(),
  limits: RuleLimits.prefault({}),
  /** Epoch milliseconds; absent means for good. */
  activeUntil: z.number().optional(),
});
export type Rule = z.infer<typeof Rule>;

/** How long things may take, in milliseconds. */
export const GateLimits = z.object({
  /** Between approval and hand-out: time to undo. */
  grace: z.int().min(0).max(30_000).default(5_000),
  /** How long a request waits for a decision. */
  decision: z.int().min(10_000).max(86_400_000).default(900_000),
  /** How long an approved request waits to be picked up. */
  pickUp: z.int().min(10_000).max(86_400_000).default(900_000),
});
export type GateLimits = z.infer<typeof GateLimits>;

/** Some of them, to be changed: without defaults, which would set the others back. */
export const GateLimitsChange = z
  .object({
    grace: GateLimits.shape.grace.unwrap(),
    decision: GateLimits.shape.decision.unwrap(),
    pickUp: GateLimits.shape.pickUp.unwrap(),
  })
  .partial();
export type GateLimitsChange = z.infer<typeof GateLimitsChange>;

export const MOST_RULES = 500;

/** Everything that decides what may reach a device without the technician's hand. */
export const GatePolicy = z.object({
  mode: GateMode.default("ask"),
  limits: GateLimits.prefault({}),
  /** Whether a denial needs a note. */
  denyNoteRequired: z.boolean().default(false),
  /** The first that matches decides. */
  rules: z.array(Rule).max(MOST_RULES).default([]),
  /** Rises with every change, so that nobody overwrites what they have not seen. */
  version: z.int().nonnegative().default(0),
});
export type GatePolicy = z.infer<typeof GatePolicy>;

/** What rules would have done with one request of the past. */
export const TrialVerdict = z.object({
  id: ChangeRequestId,
  register: RegisterName,
  value: JsonText,
  previousValue: JsonText.optional(),
  requester: Requester,
  requestedAt: z.number(),
  /** What became of it. */
  state: ChangeRequestState,
  decidedBy: z.string().optional(),
  /** What the tried rules decide. */
  action: RuleAction,
  /** The rule that is about it, whatever the mode makes of that; absent when none is. */
  rule: RuleId.optional(),
});
export type TrialVerdict = z.infer<typeof TrialVerdict>;
