/** The gate's decision as somebody would write it who never heard of the other one: every clause for itself, slowly. */
import type { ChangeRequest } from "#shared/model/change-request.ts";
import type { GateMode, Rule, RuleAction } from "#shared/model/gate.ts";

/** Which rule was about which request, oldest first. */
export type Decided = readonly { readonly rule: string | undefined; readonly at: number }[];

export interface NaiveVerdict {
  readonly action: RuleAction;
  readonly rule: string | undefined;
}

export function naiveVerdict(
  mode: GateMode,
  rules: readonly Rule[],
  request: ChangeRequest,
  before: Decided,
): NaiveVerdict {
  if (mode === "pass-through") return { action: "approve", rule: undefined };
  for (const rule of rules) {
    if (!isMeant(rule, request) || isWornOut(rule, request, before)) continue;
    return { action: mode === "rules" && rule.action === "ask" ? "deny" : rule.action, rule: rule.id };
  }
  return { action: mode === "rules" ? "deny" : "ask", rule: undefined };
}

function isMeant(rule: Rule, request: ChangeRequest): boolean {
  if (!rule.enabled) return false;
  if (rule.activeUntil !== undefined && rule.activeUntil <= request.requestedAt) return false;
  if (!passes(rule.registers, [request.register])) return false;
  if (!passes(rule.devices, [request.device ?? "", ...(request.deviceWireNames ?? [])])) return false;
  if (!comesFrom(rule.requesters, request.requester.address)) return false;
  if (rule.tokens.length > 0 && !rule.tokens.some((name) => name === request.requester.token)) return false;
  return fallsIn(rule, new Date(request.requestedAt)) && keepsWithin(rule, request);
}

function isWornOut({ id, limits }: Rule, { requestedAt }: ChangeRequest, before: Decided): boolean {
  const within = before.filter(({ rule, at }) => rule === id && at > requestedAt - 60_000);
  return within.length >= (limits.perMinute ?? Infinity);
}

function passes(filter: readonly string[], names: readonly string[]): boolean {
  for (const pattern of filter) {
    const expression = Array.from(pattern.slice(1))
      .map((c) => (c === "*" ? "[^]*" : c.replace(/[.]/, "\\.")))
      .join("");
    if (names.some((name) => new RegExp(`^${expression}$`).test(name))) return pattern.startsWith("+");
  }
  return true;
}

function comesFrom(ranges: readonly string[], address: string): boolean {
  const plain = address.replace("::ffff:", "");
  const inRange = (range: string): boolean => {
    if (range === "192.168.0.0/16") return plain.startsWith("192.168.");
    if (range === "2001:db8::/32") return plain.startsWith("2001:db8:");
    return range === plain;
  };
  return ranges.length === 0 || ranges.some(inRange);
}

/** Walks through every minute of the hours, from each day on which they may have begun. */
function fallsIn({ hours }: Rule, moment: Date): boolean {
  if (hours === undefined) return true;
  const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  const length = (minutesOf(hours.to) - minutesOf(hours.from) + 1_440) % 1_440;
  const now = ((moment.getDay() + 6) % 7) * 1_440 + moment.getHours() * 60 + moment.getMinutes();
  for (let day = 1; day <= 7; day++) {
    if (hours.days.length > 0 && !hours.days.includes(day)) continue;
    const begin = (day - 1) * 1_440 + minutesOf(hours.from);
    for (let minute = 0; minute < length; minute++) if ((begin + minute) % 10_080 === now) return true;
  }
  return false;
}

function keepsWithin({ limits }: Rule, request: ChangeRequest): boolean {
  const value: unknown = JSON.parse(request.value);
  const previous: unknown = request.previousValue === undefined ? undefined : JSON.parse(request.previousValue);
  const clauses: Readonly<Record<string, () => boolean>> = {
    type: () => typeOf(value) === limits.type,
    min: () => typeof value === "number" && value >= Number(limits.min),
    max: () => typeof value === "number" && value <= Number(limits.max),
    // All numbers of this world are whole tenths.
    step: () =>
      typeof value === "number" &&
      typeof previous === "number" &&
      Math.round(Math.abs(value - previous) * 10) <= Math.round(Number(limits.step) * 10),
  };
  const given = Object.keys(limits).filter((name) => limits[name as keyof typeof limits] !== undefined);
  return given.every((name) => clauses[name]?.() ?? true);
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}
