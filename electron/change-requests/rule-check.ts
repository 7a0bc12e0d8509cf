import { RegdeskError } from "#shared/errors.ts";
import type { Rule } from "#shared/model/gate.ts";
import { isAddressRange } from "./address-ranges.ts";

/** What is wrong with a rule: in which field, and a sentence that goes on after the rule's name. */
interface Fault {
  readonly field: string;
  readonly sentence: string;
}

type FaultIn = (rule: Rule, earlier: readonly Rule[]) => Fault | undefined;

const FAULTS: readonly FaultIn[] = [idFault, nameFault, filterFault, addressFault, hoursFault, limitsFault];

/** @throws {RegdeskError} `RULE_INVALID`, its path as in `rules.2.hours.to` */
export function makeSureOfRules(rules: readonly Rule[]): void {
  for (const [index, rule] of rules.entries()) {
    for (const faultIn of FAULTS) {
      const fault = faultIn(rule, rules.slice(0, index));
      if (fault !== undefined) throw invalid(index, rule, fault);
    }
  }
}

/** A rule whose time passed while it was stored may stay as it is; a new one, or one that is changed in that, may not be
 *  over before it begins.
 *  @param now epoch milliseconds  @throws {RegdeskError} `RULE_INVALID` */
export function makeSureOfTimes(rules: readonly Rule[], stored: readonly Rule[], now: number): void {
  const known = new Map(stored.map((rule) => [rule.id, rule]));
  for (const [index, rule] of rules.entries()) {
    const before = known.get(rule.id);
    const isAsBefore = before?.enabled === true && before.activeUntil === rule.activeUntil;
    if (!rule.enabled || rule.activeUntil === undefined || rule.activeUntil > now || isAsBefore) continue;
    const since = new Date(rule.activeUntil).toISOString();
    const sentence = `it would be over since ${since}; choose a later end, or switch the rule off`;
    throw invalid(index, rule, { field: "activeUntil", sentence });
  }
}

function idFault({ id }: Rule, earlier: readonly Rule[]): Fault | undefined {
  const other = earlier.findIndex((rule) => rule.id === id);
  if (other === -1) return undefined;
  return { field: "id", sentence: `rule ${other + 1} has the same id ${id}; give each its own` };
}

function nameFault({ name }: Rule, earlier: readonly Rule[]): Fault | undefined {
  const other = earlier.findIndex((rule) => rule.name === name);
  if (other === -1) return undefined;
  const sentence = `rule ${other + 1} has the same name, and the audit could not tell them apart; rename one`;
  return { field: "name", sentence };
}

/** What no pattern matches is included, so one that includes has no effect in the last place. Whoever writes it there means
 *  to include nothing else, and would approve everything. */
function filterFault({ registers, devices }: Rule): Fault | undefined {
  for (const [field, patterns] of Object.entries({ registers, devices })) {
    const last = patterns.at(-1) ?? "-";
    if (last.startsWith("-") || last === "+*") continue;
    const sentence = `its ${field} end with ${last}, and what no pattern matches is included; end with -* to include nothing else, or with +* to include everything`;
    return { field, sentence };
  }
  return undefined;
}

function addressFault({ requesters }: Rule): Fault | undefined {
  const index = requesters.findIndex((range) => !isAddressRange(range));
  if (index === -1) return undefined;
  const sentence = `${JSON.stringify(requesters[index])} is neither an address nor a range; write 192.168.1.5 or 192.168.1.0/24`;
  return { field: `requesters.${index}`, sentence };
}

function hoursFault({ hours }: Rule): Fault | undefined {
  if (hours === undefined || hours.from !== hours.to) return undefined;
  const sentence = `its hours begin and end at ${hours.from}; choose another end, or leave them out for the whole day`;
  return { field: "hours.to", sentence };
}

function limitsFault({ limits }: Rule): Fault | undefined {
  const { type, min, max, step } = limits;
  if (min !== undefined && max !== undefined && min > max) {
    return { field: "limits.max", sentence: `its least value ${min} is above its largest ${max}; swap them` };
  }
  const ofNumbers = (["min", "max", "step"] as const).find((name) => limits[name] !== undefined);
  if (type === undefined || type === "number" || ofNumbers === undefined) return undefined;
  const what = { min: "a least value", max: "a largest value", step: "a largest step" }[ofNumbers];
  const bound = { min, max, step }[ofNumbers];
  const sentence = `${what} (${bound ?? ""}) is for numbers only, and its type is ${type}; leave one of them out`;
  return { field: `limits.${ofNumbers}`, sentence };
}

function invalid(index: number, { name }: Rule, { field, sentence }: Fault): RegdeskError {
  const message = `Rule ${index + 1} “${name}”: ${sentence}`;
  return new RegdeskError("RULE_INVALID", message, { path: `rules.${index}.${field}` });
}
