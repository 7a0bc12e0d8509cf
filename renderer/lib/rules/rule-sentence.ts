/** A rule in plain words: what somebody reads who has to trust it. */
import type { Filter } from "#shared/filter.ts";
import type { Rule, RuleLimits } from "#shared/model/gate.ts";
import { clock, text } from "../messages/messages.ts";
import { formOfFilter, patternsIn } from "./filter-form.ts";

/** Names told before it says how many more there are. */
const MOST_NAMED = 4;

/** @param now epoch milliseconds */
export function ruleSentence(rule: Rule, now: number): string {
  const t = text.rules.sentence;
  const { action, registers, devices, requesters, tokens, limits } = rule;
  const what = filterWords(registers, t.registers);
  const of = devices.length > 0 ? filterWords(devices, t.devices) : "";
  const by = requesters.length > 0 ? t.by(listed(requesters)) : "";
  const showing = tokens.length > 0 ? t.withToken(listed(tokens)) : "";
  return [
    t.actions[action]([what, of, by, showing].filter(Boolean).join(" ")),
    rule.hours && t.hours(hoursWords(rule.hours)),
    hasLimits(limits) && t.limits(limitWords(limits).join(text.rules.and)),
    limits.perMinute !== undefined && t.rate(limits.perMinute),
    untilWords(rule.activeUntil, now),
    t.rest,
  ]
    .filter(Boolean)
    .join(" ");
}

/** Which registers, devices and requesters a rule is about, for a column. */
export function matchWords({ registers, devices, requesters, tokens, hours }: Rule): string[] {
  const t = text.rules.sentence;
  return [
    filterWords(registers, t.registers),
    devices.length > 0 && filterWords(devices, t.devices),
    requesters.length > 0 && t.by(listed(requesters)),
    tokens.length > 0 && t.withToken(listed(tokens)),
    hours && hoursWords(hours),
  ].filter((words) => typeof words === "string");
}

/** What a value must be, each on its own. */
export function limitWords({ type, min, max, step }: RuleLimits): string[] {
  const t = text.rules.limitWords;
  const range =
    min !== undefined && max !== undefined
      ? t.between(String(min), String(max))
      : min !== undefined
        ? t.atLeast(String(min))
        : max !== undefined && t.atMost(String(max));
  const isSaid = type === "number" && (range !== false || step !== undefined);
  return [type !== undefined && !isSaid && t.types[type], range, step !== undefined && t.step(String(step))].filter(
    (words) => typeof words === "string",
  );
}

export function untilWords(activeUntil: number | undefined, now: number): string {
  const t = text.rules.sentence;
  if (activeUntil === undefined) return t.ever;
  return activeUntil <= now ? t.over(clock.moment(activeUntil, now)) : t.until(clock.moment(activeUntil, now));
}

export function hoursWords({ from, to, days }: NonNullable<Rule["hours"]>): string {
  const t = text.rules;
  return days.length === 0
    ? t.fromTo(from, to)
    : `${days.map((day) => t.days[day - 1]).join(", ")} ${t.fromTo(from, to)}`;
}

type FilterWords = Readonly<Record<"all" | "only" | "except" | "ordered", (patterns: string) => string>>;

function filterWords(filter: Filter, words: FilterWords): string {
  const { kind, patterns } = formOfFilter(filter);
  return words[kind](listed(patternsIn(patterns)));
}

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return more > 0 ? text.rules.more(names.slice(0, MOST_NAMED).join(", "), more) : names.join(", ");
}

const hasLimits = (limits: RuleLimits) => limitWords(limits).length > 0;
