import { includes, includesAny } from "#shared/filter.ts";
import type { ChangeRequest } from "#shared/model/change-request.ts";
import type { GatePolicy, Rule, RuleAction } from "#shared/model/gate.ts";
import { isInRanges } from "./address-ranges.ts";
import { isWithin } from "#shared/hours.ts";
import type { RuleRates } from "./rule-rates.ts";
import { isWithinLimits } from "./value-limits.ts";

/** What is known of a request when it comes, and is stored with it: nothing else decides, so that a decision can be
 *  repeated later. */
export type Facts = Pick<
  ChangeRequest,
  "register" | "device" | "deviceWireNames" | "value" | "previousValue" | "requester" | "requestedAt" | "sourceInError"
>;

export interface Verdict {
  readonly action: RuleAction;
  /** Who decides, for the audit; when the action is to ask, nobody has yet. */
  readonly by: string;
  /** Why, where the name of who decides does not say it. */
  readonly note?: string;
  /** The rule that is about the request, whatever the mode makes of it. */
  readonly rule?: Rule;
}

type Deciding = Pick<GatePolicy, "mode" | "rules">;

/** What becomes of a request at once: the first rule that is about it decides, then the mode. What would be approved waits for
 *  a person all the same, where its source was in error. Pure: the caller notes the verdict's rule in `rates` and stores what
 *  comes out. */
export function decide(policy: Deciding, request: Facts, rates: RuleRates): Verdict {
  const verdict = decidedBy(policy, request, rates);
  const isHeld = verdict.action === "approve" && request.sourceInError !== undefined;
  return isHeld ? { ...verdict, action: "ask" } : verdict;
}

function decidedBy({ mode, rules }: Deciding, request: Facts, rates: RuleRates): Verdict {
  if (mode === "pass-through") return { action: "approve", by: "mode Pass-through" };
  const rule = rules.find((candidate) => isAbout(candidate, request, rates));
  if (rule !== undefined && (mode === "ask" || rule.action !== "ask")) {
    return { action: rule.action, by: `rule “${rule.name}”`, rule };
  }
  if (mode === "ask") return { action: "ask", by: "mode Ask me" };
  const by = "mode Rules only";
  if (rule === undefined) return { action: "deny", by, note: "no rule approved it" };
  return { action: "deny", by, note: `rule “${rule.name}” asks, and in this mode nobody is asked`, rule };
}

function isAbout(rule: Rule, request: Facts, rates: RuleRates): boolean {
  const { register, device = "", deviceWireNames = [], value, previousValue, requester, requestedAt } = request;
  const { perMinute } = rule.limits;
  return (
    isInForce(rule, requestedAt) &&
    includes(rule.registers, register) &&
    includesAny(rule.devices, [device, ...deviceWireNames]) &&
    isAskedBy(rule, requester) &&
    isWithinLimits(rule.limits, value, previousValue) &&
    (perMinute === undefined || !rates.isExhausted(rule.id, perMinute, requestedAt))
  );
}

function isInForce({ enabled, activeUntil, hours }: Rule, at: number): boolean {
  return enabled && (activeUntil === undefined || at < activeUntil) && (hours === undefined || isWithin(hours, at));
}

function isAskedBy({ requesters, tokens }: Rule, { address, token }: Facts["requester"]): boolean {
  return isInRanges(requesters, address) && (tokens.length === 0 || (token !== undefined && tokens.includes(token)));
}
