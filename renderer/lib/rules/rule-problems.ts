/** What keeps a form from being a rule, by field and in words, so that it can be said where it is. */
import { text } from "../messages/messages.ts";
import { untilOfForm } from "./active-until.ts";
import { patternsIn, type FilterForm } from "./filter-form.ts";
import { numberIn, requestersIn, type RuleForm } from "./rule-form.ts";

export type RuleField =
  "name" | "registers" | "devices" | "requesters" | "hours" | "min" | "max" | "step" | "perMinute" | "until";

export type Problems = Readonly<Partial<Record<RuleField, string>>>;

const LONGEST_NAME = 100;
const MOST_PATTERNS = 1_000;
const LONGEST_PATTERN = 1_024;
const MOST_REQUESTERS = 100;
const MOST_PER_MINUTE = 100_000;

/** @param names of the other rules  @param now epoch milliseconds */
export function problemsOf(form: RuleForm, names: readonly string[], now: number): Problems {
  const found: Record<RuleField, string | undefined> = {
    name: nameProblem(form.name, names),
    registers: filterProblem(form.registers),
    devices: filterProblem(form.devices),
    requesters: requestersProblem(form.requesters),
    hours: hoursProblem(form),
    ...numberProblems(form),
    until: untilProblem(form, now),
  };
  return Object.fromEntries(Object.entries(found).filter(([, problem]) => problem !== undefined));
}

function nameProblem(name: string, others: readonly string[]): string | undefined {
  const t = text.rules.problems;
  if (others.includes(name.trim())) return t.taken;
  if (name.trim() === "") return t.noName;
  return name.trim().length > LONGEST_NAME ? t.longName(LONGEST_NAME) : undefined;
}

function filterProblem({ kind, patterns }: FilterForm): string | undefined {
  const t = text.rules.problems;
  if (kind === "all") return undefined;
  const lines = patternsIn(patterns);
  if (lines.length === 0) return t.noPattern;
  if (lines.length > MOST_PATTERNS) return t.manyPatterns(MOST_PATTERNS);
  const long = lines.find((line) => line.length > LONGEST_PATTERN);
  if (long !== undefined) return t.longPattern(long.slice(0, 20), LONGEST_PATTERN);
  const unsigned = kind === "ordered" ? lines.find((line) => !/^[+-]./su.test(line)) : undefined;
  if (unsigned !== undefined) return t.unsigned(unsigned.slice(0, 40));
  const last = lines.at(-1) ?? "";
  return kind === "ordered" && last.startsWith("+") && last !== "+*" ? t.openEnd : undefined;
}

function requestersProblem(words: string): string | undefined {
  const t = text.rules.problems;
  const requesters = requestersIn(words);
  if (requesters.length > MOST_REQUESTERS) return t.manyRequesters(MOST_REQUESTERS);
  const wrong = requesters.find((requester) => !isAddress(requester));
  return wrong === undefined ? undefined : t.notAnAddress(wrong.slice(0, 64));
}

/** An address or a range. What looks like one and is not is for the host to refuse. */
function isAddress(words: string): boolean {
  const [address = "", bits, ...more] = words.split("/");
  if (more.length > 0 || (bits !== undefined && !/^\d{1,3}$/.test(bits))) return false;
  const parts = address.split(".");
  const isFour = parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255);
  if (isFour) return Number(bits ?? 32) <= 32;
  return address.includes(":") && /^[\da-f:.]+$/i.test(address) && Number(bits ?? 128) <= 128;
}

function hoursProblem({ hasHours, from, to }: RuleForm): string | undefined {
  const t = text.rules.problems;
  if (!hasHours) return undefined;
  if (from === "" || to === "") return t.noHours;
  return from === to ? t.sameHours : undefined;
}

function numberProblems(form: RuleForm): Record<"min" | "max" | "step" | "perMinute", string | undefined> {
  const t = text.rules.problems;
  const [min, max, step, perMinute] = [form.min, form.max, form.step, form.perMinute].map(numberIn);
  const unread = (words: string, number: number | undefined) =>
    words.trim() !== "" && number === undefined ? t.notANumber : undefined;
  // What is not there breaks nothing: comparing with it is false.
  const [least, most, far] = [min ?? Number.NaN, max ?? Number.NaN, step ?? Number.NaN];
  return {
    min: unread(form.min, min),
    max: unread(form.max, max) ?? (least > most ? t.turned : undefined),
    step: unread(form.step, step) ?? (far <= 0 ? t.noStep : undefined),
    perMinute:
      unread(form.perMinute, perMinute) ?? (isCount(perMinute ?? 1) ? undefined : t.notACount(MOST_PER_MINUTE)),
  };
}

const isCount = (number: number) => Number.isInteger(number) && number >= 1 && number <= MOST_PER_MINUTE;

function untilProblem({ until }: RuleForm, now: number): string | undefined {
  const t = text.rules.problems;
  if (until.kind !== "time") return undefined;
  const at = untilOfForm(until, now);
  if (at === undefined || Number.isNaN(at)) return t.noTime;
  return at <= now ? t.past : undefined;
}
