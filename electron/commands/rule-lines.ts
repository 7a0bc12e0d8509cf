import type { GateFeed } from "#shared/contract/gate.ts";
import { parseJson } from "#shared/json.ts";
import type { GatePolicy, Rule, TrialVerdict } from "#shared/model/gate.ts";
import { change } from "./change-request-lines.ts";
import { MODE_WORDS } from "./mode.ts";
import { harmless, printable } from "./printable.ts";
import { daysAsText } from "./rule-times.ts";
import { textTable } from "./table.ts";

export type Hits = GateFeed["hits"];

/** Rules as programs read them, and as `regdesk rules try --file` reads them back: times as ISO 8601. */
export function rulesAsJson(rules: readonly Rule[], hits: Hits): string {
  return JSON.stringify(
    rules.map(({ activeUntil, ...rule }) => ({
      ...rule,
      activeUntil: activeUntil === undefined ? null : new Date(activeUntil).toISOString(),
      hits: hits[rule.id] ?? 0,
    })),
  );
}

/** One line a rule, in the order in which they are asked. @param now epoch milliseconds */
export function rulesAsText({ mode, rules }: GatePolicy, hits: Hits, now: number): string {
  const head = `Mode ${MODE_WORDS[mode]}.\n`;
  if (rules.length === 0) return `${head}There is no rule; \`regdesk rules add\` makes one.\n`;
  const rows = rules.map((rule, index) => [
    `${index + 1}`,
    printable(rule.name),
    stateOf(rule, now),
    rule.action,
    clausesOf(rule).join("; ") || "everything",
    `${hits[rule.id] ?? 0}`,
  ]);
  return head + textTable(["NO", "NAME", "STATE", "ACTION", "ABOUT", "HITS 24 H"], rows);
}

/** Everything about one rule, a line for each thing. @param now epoch milliseconds */
export function ruleAsText(rule: Rule, hits: Hits, now: number): string {
  const clauses = clausesOf(rule);
  const lines = [
    `${printable(rule.name)}: ${rule.action} (${stateOf(rule, now)})`,
    ...(clauses.length === 0 ? ["  about everything"] : clauses.map((clause) => `  ${clause}`)),
    `  ${hits[rule.id] ?? 0} requests within 24 hours`,
  ];
  return `${lines.join("\n")}\n`;
}

/** What rules would have decided, oldest first, in columns. */
export function trialAsText(verdicts: readonly TrialVerdict[], rules: readonly Rule[]): string {
  if (verdicts.length === 0) return "No consumer has asked for anything yet.\n";
  const rows = verdicts.map((verdict) => [
    verdict.id,
    printable(verdict.register),
    change(verdict),
    verdict.requester.address,
    `${verdict.state}${verdict.decidedBy === undefined ? "" : ` by ${harmless(verdict.decidedBy)}`}`,
    verdict.action,
    printable(nameOf(verdict, rules) ?? "(the mode)"),
  ]);
  return textTable(["ID", "REGISTER", "CHANGE", "REQUESTER", "WAS", "WOULD", "RULE"], rows);
}

export function trialAsJson(verdicts: readonly TrialVerdict[], rules: readonly Rule[]): string {
  return JSON.stringify(
    verdicts.map((verdict) => ({
      ...verdict,
      value: parseJson(verdict.value),
      previousValue: verdict.previousValue === undefined ? null : parseJson(verdict.previousValue),
      requestedAt: new Date(verdict.requestedAt).toISOString(),
      decidedBy: verdict.decidedBy ?? null,
      rule: nameOf(verdict, rules) ?? null,
    })),
  );
}

function nameOf(verdict: TrialVerdict, rules: readonly Rule[]): string | undefined {
  return rules.find(({ id }) => id === verdict.rule)?.name;
}

function stateOf({ enabled, activeUntil }: Rule, now: number): string {
  if (!enabled) return "off";
  if (activeUntil === undefined) return "on";
  return activeUntil <= now ? "over" : `until ${localTime(activeUntil)}`;
}

function localTime(at: number): string {
  const moment = new Date(at);
  const date = [moment.getFullYear(), moment.getMonth() + 1, moment.getDate()];
  const time = [moment.getHours(), moment.getMinutes()];
  const digits = (numbers: readonly number[], between: string): string =>
    numbers.map((number) => String(number).padStart(2, "0")).join(between);
  return `${digits(date, "-")} ${digits(time, ":")}`;
}

function clausesOf({ registers, devices, requesters, tokens, hours, limits }: Rule): string[] {
  const { type, min, max, step, perMinute } = limits;
  const list = (what: string, entries: readonly string[]): string[] =>
    entries.length === 0 ? [] : [`${what} ${entries.map(printable).join(" ")}`];
  return [
    ...list("registers", registers),
    ...list("devices", devices),
    ...list("from", requesters),
    ...list("with token", tokens.map(printable)),
    ...(hours === undefined ? [] : [`${hours.from}-${hours.to} ${daysAsText(hours.days)}`.trimEnd()]),
    ...list("value is", [type ?? []].flat()),
    ...(min === undefined ? [] : [`at least ${min}`]),
    ...(max === undefined ? [] : [`at most ${max}`]),
    ...(step === undefined ? [] : [`at most ${step} from the current value`]),
    ...(perMinute === undefined ? [] : [`at most ${perMinute} a minute`]),
  ];
}
