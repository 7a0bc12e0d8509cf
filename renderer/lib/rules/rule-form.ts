/** A rule as it is being written: texts that may not be a rule yet. */
import type { Rule, RuleAction, RuleId, RuleLimits } from "#shared/model/gate.ts";
import { formOfUntil, untilOfForm, type UntilForm } from "./active-until.ts";
import { filterOfForm, formOfFilter, type FilterForm } from "./filter-form.ts";

export interface RuleForm {
  readonly id: RuleId;
  readonly enabled: boolean;
  readonly name: string;
  readonly action: RuleAction;
  readonly registers: FilterForm;
  readonly devices: FilterForm;
  /** Addresses and ranges, apart by commas, spaces or lines. */
  readonly requesters: string;
  /** Names of tokens, apart by commas or lines: they may have spaces. */
  readonly tokens: string;
  readonly hasHours: boolean;
  readonly from: string;
  readonly to: string;
  /** Monday is 1. */
  readonly days: readonly number[];
  readonly type: NonNullable<RuleLimits["type"]> | "";
  readonly min: string;
  readonly max: string;
  readonly step: string;
  readonly perMinute: string;
  readonly until: UntilForm;
}

/** What a day on site is, for hours that nobody has written yet. */
const DAY = { from: "07:00", to: "18:00" };

export function formOfRule(rule: Rule, now: number): RuleForm {
  const { id, enabled, name, action, registers, devices, requesters, tokens, hours, limits, activeUntil } = rule;
  return {
    ...{ id, enabled, name, action },
    registers: formOfFilter(registers),
    devices: formOfFilter(devices),
    requesters: requesters.join("\n"),
    tokens: tokens.join("\n"),
    hasHours: hours !== undefined,
    from: hours?.from ?? DAY.from,
    to: hours?.to ?? DAY.to,
    days: hours?.days ?? [],
    type: limits.type ?? "",
    min: written(limits.min),
    max: written(limits.max),
    step: written(limits.step),
    perMinute: written(limits.perMinute),
    until: formOfUntil(activeUntil, now),
  };
}

/** Call it with a form that has no problems. @param now epoch milliseconds, from which “in an hour” counts */
export function ruleOfForm(form: RuleForm, now: number): Rule {
  const until = untilOfForm(form.until, now);
  return {
    id: form.id,
    name: form.name.trim(),
    enabled: form.enabled,
    action: form.action,
    registers: filterOfForm(form.registers),
    devices: filterOfForm(form.devices),
    requesters: requestersIn(form.requesters),
    tokens: tokensIn(form.tokens),
    ...(form.hasHours && { hours: { from: form.from, to: form.to, days: [...form.days].sort((a, b) => a - b) } }),
    limits: limitsOf(form),
    ...(until !== undefined && { activeUntil: until }),
  };
}

export function requestersIn(words: string): string[] {
  return words.split(/[\s,;]+/).filter((word) => word !== "");
}

function tokensIn(words: string): string[] {
  const names = words.split(/[,\n]+/).map((word) => word.trim());
  return names.filter((name) => name !== "");
}

/** Takes a decimal comma, too. @returns nothing for what is no number */
export function numberIn(words: string): number | undefined {
  const trimmed = words.trim().replace("−", "-").replace(",", ".");
  const number = Number(trimmed);
  return trimmed === "" || !Number.isFinite(number) ? undefined : number;
}

function limitsOf({ type, min, max, step, perMinute }: RuleForm): RuleLimits {
  const numbers = { min, max, step, perMinute };
  const given = Object.entries(numbers)
    .map(([key, words]) => [key, numberIn(words)] as const)
    .filter(([, number]) => number !== undefined);
  return { ...(type !== "" && { type }), ...(Object.fromEntries(given) as RuleLimits) };
}

const written = (number: number | undefined) => (number === undefined ? "" : String(number));
