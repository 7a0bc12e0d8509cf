/** A rule that would have decided a request, made from that request: a beginning to be looked at, never one to be saved
 *  unseen. As narrow as what it was made from, and over at the end of the day. */
import type { ChangeRequest } from "#shared/model/change-request.ts";
import type { Rule, RuleId, RuleLimits } from "#shared/model/gate.ts";
import type { Register } from "#shared/model/register.ts";
import { text } from "../messages/messages.ts";
import { metadataOf } from "../metadata.ts";
import { kindOf } from "../value.ts";
import { numericDifference } from "../value-difference.ts";
import { endOfDay } from "./active-until.ts";

const LONGEST_NAME = 90;

export function newRuleId(): RuleId {
  return crypto.randomUUID() as RuleId;
}

/** @param now epoch milliseconds */
export function emptyRule(now: number): Rule {
  return {
    id: newRuleId(),
    name: "",
    enabled: true,
    action: "approve",
    registers: [],
    devices: [],
    requesters: [],
    tokens: [],
    limits: {},
    activeUntil: endOfDay(now),
  };
}

export function ruleLike(
  request: ChangeRequest,
  register: Register | undefined,
  action: "approve" | "deny",
  /** What other rules are called: names are told apart. */
  taken: readonly string[],
  now: number,
): Rule {
  const { address, person, token } = request.requester;
  const name = text.rules.suggested[action](request.register || text.registers.emptyName);
  return {
    ...emptyRule(now),
    name: freeName(name.slice(0, LONGEST_NAME), taken),
    action,
    registers: onlyNamed(request.register),
    requesters: person === undefined ? [address] : [],
    tokens: token === undefined ? [] : [token],
    // Whatever is denied shall be denied for any value; what goes through unseen shall be no further than this was.
    limits: action === "approve" ? limitsLike(request, register) : {},
  };
}

function freeName(name: string, taken: readonly string[]): string {
  let free = name;
  for (let n = 2; taken.includes(free); n += 1) free = `${name} ${n}`;
  return free;
}

/** A stranger chose the name: a star in it must not become one that matches everything. Nothing but `-?*` means the empty
 *  name. */
function onlyNamed(name: string): Rule["registers"] {
  return name === "" ? ["-?*"] : [`+${name.replaceAll("*", "?")}`, "-*"];
}

function limitsLike({ value, previousValue }: ChangeRequest, register: Register | undefined): RuleLimits {
  const type = kindOf(value);
  if (type !== "number") return { type };
  const { min, max } = metadataOf(register ?? {});
  const step = previousValue !== undefined && kindOf(previousValue) === "number" ? distance(previousValue, value) : 0;
  return {
    type,
    ...(typeof min === "number" && { min }),
    ...(typeof max === "number" && { max }),
    ...(step > 0 && { step }),
  };
}

/** Exactly, where both are written without an exponent: the rule must not shut out the request it was made from. */
function distance(from: string, to: string): number {
  const exact = numericDifference(from, to)?.slice(1);
  return exact === undefined ? Math.abs(Number(to) - Number(from)) : Number(exact);
}
