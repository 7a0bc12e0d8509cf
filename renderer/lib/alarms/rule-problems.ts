/** What keeps a form from being an alarm rule, by field and in words, so that it can be said where it is. */
import { text } from "../messages/messages.ts";
import { numberIn } from "../rules/rule-form.ts";
import { delayIn, globsIn, type AlarmRuleForm } from "./rule-form.ts";

export type AlarmRuleField =
  "name" | "device" | "label" | "globs" | "limit" | "value" | "text" | "hysteresis" | "delay";

export type AlarmRuleProblems = Readonly<Partial<Record<AlarmRuleField, string>>>;

// As the model has them.
const LONGEST_NAME = 200;
const LONGEST_LABEL = 100;
const MOST_GLOBS = 100;
const LONGEST_GLOB = 1_024;
const LONGEST_TEXT = 1_000;
const LONGEST_DELAY = 86_400_000;

/** @param names of the other rules */
export function alarmRuleProblems(form: AlarmRuleForm, names: readonly string[]): AlarmRuleProblems {
  const found: Record<AlarmRuleField, string | undefined> = {
    name: nameProblem(form.name, names),
    device: form.scope === "device" && form.device === "" ? text.alarmRules.problems.noDevice : undefined,
    label: form.scope === "label" ? labelProblem(form.label) : undefined,
    globs: form.scope === "registers" ? globsProblem(form.globs) : undefined,
    ...valueProblems(form),
    hysteresis: hasHysteresis(form) ? hysteresisProblem(form.hysteresis) : undefined,
    delay: form.condition === "changed" ? undefined : delayProblem(form.delay),
  };
  return Object.fromEntries(Object.entries(found).filter(([, problem]) => problem !== undefined));
}

/** Whether it is about numbers that may come close. */
export function hasHysteresis({ condition, value }: AlarmRuleForm): boolean {
  if (condition === "above" || condition === "below") return true;
  return (condition === "equals" || condition === "differs") && isNumber(value);
}

const isNumber = (written: string) => written.trim() !== "" && Number.isFinite(Number(written));

function nameProblem(name: string, others: readonly string[]): string | undefined {
  const t = text.alarmRules.problems;
  if (name.trim() === "") return t.noName;
  if (others.includes(name.trim())) return t.taken;
  return name.trim().length > LONGEST_NAME ? t.longName(LONGEST_NAME) : undefined;
}

function labelProblem(label: string): string | undefined {
  const t = text.alarmRules.problems;
  if (label.trim() === "") return t.noLabel;
  return label.trim().length > LONGEST_LABEL ? t.longLabel(LONGEST_LABEL) : undefined;
}

function globsProblem(written: string): string | undefined {
  const t = text.alarmRules.problems;
  const globs = globsIn(written);
  if (globs.length === 0) return t.noGlob;
  if (globs.length > MOST_GLOBS) return t.manyGlobs(MOST_GLOBS);
  const long = globs.find((glob) => glob.length > LONGEST_GLOB);
  return long === undefined ? undefined : t.longGlob(long.slice(0, 20), LONGEST_GLOB);
}

function valueProblems({ condition, limit, value, text: words }: AlarmRuleForm) {
  const t = text.alarmRules.problems;
  const isAbout = (...kinds: readonly AlarmRuleForm["condition"][]) => kinds.includes(condition);
  return {
    limit: isAbout("above", "below") && numberIn(limit) === undefined ? t.notANumber : undefined,
    value: isAbout("equals", "differs") && value.trim() === "" ? t.noValue : undefined,
    text: isAbout("contains") ? containedProblem(words) : undefined,
  };
}

function containedProblem(words: string): string | undefined {
  const t = text.alarmRules.problems;
  if (words === "") return t.noValue;
  return words.length > LONGEST_TEXT ? t.longText(LONGEST_TEXT) : undefined;
}

function hysteresisProblem(written: string): string | undefined {
  if (written.trim() === "") return undefined;
  const number = numberIn(written);
  return number === undefined || number < 0 ? text.alarmRules.problems.negative : undefined;
}

function delayProblem(written: string): string | undefined {
  const t = text.alarmRules.problems;
  const delay = delayIn(written);
  if (delay === undefined || delay < 0) return t.noDuration;
  return delay > LONGEST_DELAY ? t.longDelay : undefined;
}
