import { InvalidArgumentError, Option, type Command } from "commander";
import { RegdeskError } from "#shared/errors.ts";
import { Rule, RuleAction, RuleId, RuleLimits } from "#shared/model/gate.ts";
import { daysOf, endOfToday, FOREVER, timesOf, untilOf, type TimesOfDay } from "./rule-times.ts";

/** What of a rule was given on the command line. */
export interface RuleOptions {
  readonly action?: RuleAction;
  readonly register?: readonly string[];
  readonly device?: readonly string[];
  readonly from?: readonly string[];
  readonly token?: readonly string[];
  readonly hours?: TimesOfDay;
  readonly days?: readonly number[];
  readonly type?: NonNullable<RuleLimits["type"]>;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly perMinute?: number;
  readonly until?: number | typeof FOREVER;
}

export function addRuleOptions(command: Command): Command {
  const option = (flags: string, description: string): Option => new Option(flags, description);
  const number = (flags: string, description: string): Option => option(flags, description).argParser(numberOf);
  const several = (flags: string, description: string): Option => option(flags, description).argParser(oneMore);
  return command
    .addOption(option("--action <action>", "what it does").choices(RuleAction.options))
    .addOption(
      several("--register <pattern>", "registers by name: boiler.*, or --register=-*.raw to leave out; repeat"),
    )
    .addOption(several("--device <pattern>", "devices, in the same way, by their name here or on the wire"))
    .addOption(several("--from <address>", "who asks: 192.168.1.5 or 192.168.1.0/24; repeat"))
    .addOption(several("--token <name>", "who asks, by the name of an access token they show; repeat"))
    .addOption(option("--hours <times>", "when: 07:00-18:00").argParser(timesOf))
    .addOption(option("--days <days>", "on which days the hours begin: mon-fri").argParser(daysOf))
    .addOption(option("--type <type>", "of the requested value").choices(RuleLimits.shape.type.unwrap().options))
    .addOption(number("--min <number>", "the least requested value"))
    .addOption(number("--max <number>", "the largest requested value"))
    .addOption(number("--step <number>", "the largest difference from the current value"))
    .addOption(number("--per-minute <number>", "how many requests it is about within a minute"))
    .addOption(
      option("--until <time>", "when it ends: today, forever, 18:00 or 2026-12-24T18:00").argParser((text) =>
        untilOf(text),
      ),
    );
}

/** A new rule, until the end of today unless something else was said. @param now epoch milliseconds
 *  @throws {RegdeskError} `RULE_INVALID` */
export function newRule(name: string, enabled: boolean, options: RuleOptions, now: number): Rule {
  const until = options.until ?? endOfToday(now);
  return changedRule({ id: RuleId.parse(crypto.randomUUID()), name, enabled }, { ...options, until });
}

const CLEARED = {
  register: (rule: Rule): Rule => ({ ...rule, registers: [] }),
  device: (rule: Rule): Rule => ({ ...rule, devices: [] }),
  from: (rule: Rule): Rule => ({ ...rule, requesters: [] }),
  token: (rule: Rule): Rule => ({ ...rule, tokens: [] }),
  hours: ({ hours: _hours, ...rest }: Rule): Rule => rest,
  type: (rule: Rule): Rule => withoutLimit(rule, "type"),
  min: (rule: Rule): Rule => withoutLimit(rule, "min"),
  max: (rule: Rule): Rule => withoutLimit(rule, "max"),
  step: (rule: Rule): Rule => withoutLimit(rule, "step"),
  "per-minute": (rule: Rule): Rule => withoutLimit(rule, "perMinute"),
} as const;

export type Clearable = keyof typeof CLEARED;

/** What of a rule can be taken away again. */
export const CLEARABLE = Object.keys(CLEARED) as Clearable[];

/** The rule without a clause. */
export function cleared(rule: Rule, clause: Clearable): Rule {
  return CLEARED[clause](rule);
}

function withoutLimit(rule: Rule, limit: keyof RuleLimits): Rule {
  return { ...rule, limits: { ...rule.limits, [limit]: undefined } };
}

/** The rule with what was given in the place of what it had. @throws {RegdeskError} `RULE_INVALID` */
export function changedRule(before: Partial<Rule>, options: RuleOptions): Rule {
  const { action, register, device, from, token, type, min, max, step, perMinute, until } = options;
  const clauses = defined({
    action,
    registers: register && closed(register),
    devices: device && closed(device),
    requesters: from,
    tokens: token,
    hours: hoursAfter(before, options),
    activeUntil: until === FOREVER ? undefined : until,
  });
  const limits = defined({ ...before.limits, ...defined({ type, min, max, step, perMinute }) });
  const { activeUntil, ...endless } = before;
  const rule = Rule.safeParse({ ...(until === FOREVER ? endless : before), ...clauses, limits });
  if (rule.success) return rule.data;
  const [issue] = rule.error.issues;
  const place = issue?.path.join(".") ?? "";
  throw new RegdeskError("RULE_INVALID", `Rule “${before.name ?? ""}”: ${place}: ${issue?.message ?? "it cannot be"}`);
}

/** Without what is undefined. */
function defined(clauses: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(clauses).filter(([, value]) => value !== undefined));
}

function hoursAfter({ hours: before, name = "" }: Partial<Rule>, { hours, days }: RuleOptions): Rule["hours"] {
  if (hours === undefined && days === undefined) return undefined;
  const times = hours ?? before;
  if (times === undefined) {
    throw new RegdeskError("RULE_INVALID", `Rule “${name}”: days need hours; add for example --hours 07:00-18:00`);
  }
  return { from: times.from, to: times.to, days: [...(days ?? before?.days ?? [])] };
}

/** On the command line a pattern without a sign includes, and whoever includes last means to include nothing else. */
export function closed(patterns: readonly string[]): string[] {
  const signed = patterns.map((pattern) => (/^[+-]/.test(pattern) ? pattern : `+${pattern}`));
  const last = signed.at(-1);
  return last === undefined || last.startsWith("-") || last === "+*" ? signed : [...signed, "-*"];
}

function oneMore(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), text];
}

function numberOf(text: string): number {
  const number = Number(text);
  if (text.trim() === "" || !Number.isFinite(number)) throw new InvalidArgumentError("This is not a number.");
  if (/^[+-]?\d+$/.test(text) && !Number.isSafeInteger(number)) {
    throw new InvalidArgumentError("A whole number here has at most 15 digits, so that none of them is lost.");
  }
  return number;
}
