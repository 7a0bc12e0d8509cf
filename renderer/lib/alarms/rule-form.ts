/** An alarm rule as it is being written: texts that may not be a rule yet. */
import { formatDuration, parseDuration } from "#shared/duration.ts";
import { jsonText, parseJson, type JsonText } from "#shared/json.ts";
import type { AlarmCondition, AlarmRule, AlarmRuleId, AlarmScope, Severity } from "#shared/model/alarm.ts";
import type { DeviceId } from "#shared/model/device.ts";
import { numberIn } from "../rules/rule-form.ts";
import { plainText } from "../value.ts";

export const SCOPE_KINDS = ["all-devices", "device", "label", "registers"] as const;
export const CONDITION_KINDS = ["no-data", "above", "below", "equals", "differs", "changed", "contains"] as const;

export type ConditionKind = (typeof CONDITION_KINDS)[number];

export interface AlarmRuleForm {
  readonly name: string;
  readonly isOn: boolean;
  readonly scope: (typeof SCOPE_KINDS)[number];
  readonly device: DeviceId | "";
  readonly label: string;
  /** One a line. */
  readonly globs: string;
  readonly condition: ConditionKind;
  readonly limit: string;
  /** A number, `true`, JSON, or else a text. */
  readonly value: string;
  readonly text: string;
  readonly hysteresis: string;
  /** As Go writes durations, `1m30s`. */
  readonly delay: string;
  readonly severity: Severity;
}

/** A rule to begin with, as far as it is known. */
export type SuggestedAlarmRule = Partial<Pick<AlarmRule, "name" | "scope" | "condition">>;

const EMPTY: AlarmRuleForm = {
  ...{ name: "", isOn: true, scope: "registers", device: "", label: "", globs: "", condition: "above" },
  ...{ limit: "", value: "", text: "", hysteresis: "", delay: "", severity: 2 },
};

export function formOfAlarmRule({ name, isOn, scope, condition, severity }: SuggestedAlarmRule & Partial<AlarmRule>) {
  return {
    ...EMPTY,
    ...(name !== undefined && { name }),
    ...(isOn !== undefined && { isOn }),
    ...(severity !== undefined && { severity }),
    ...(scope && formOfScope(scope)),
    ...(condition && formOfCondition(condition)),
  } satisfies AlarmRuleForm;
}

function formOfScope(scope: AlarmScope): Partial<AlarmRuleForm> {
  if (scope.kind === "device") return { scope: scope.kind, device: scope.device };
  if (scope.kind === "label") return { scope: scope.kind, label: scope.label };
  return { scope: scope.kind, ...(scope.kind === "registers" && { globs: scope.globs.join("\n") }) };
}

function formOfCondition(condition: AlarmCondition): Partial<AlarmRuleForm> {
  const { kind } = condition;
  return {
    condition: kind,
    ...("limit" in condition && { limit: String(condition.limit) }),
    ...("value" in condition && { value: writtenValue(condition.value) }),
    ...("text" in condition && { text: condition.text }),
    ...("hysteresis" in condition && condition.hysteresis > 0 && { hysteresis: String(condition.hysteresis) }),
    ...("delay" in condition && condition.delay > 0 && { delay: formatDuration(condition.delay) }),
  };
}

/** Call it with a form that has no problems. */
export function alarmRuleOf(form: AlarmRuleForm, id: AlarmRuleId): AlarmRule {
  const { name, isOn, severity } = form;
  return { id, name: name.trim(), isOn, scope: scopeOf(form), condition: conditionOf(form), severity };
}

/** As far as it is written. */
export function scopeOf({ scope, device, label, globs }: AlarmRuleForm): AlarmScope {
  switch (scope) {
    case "all-devices":
      return { kind: scope };
    case "device":
      return { kind: scope, device: device as DeviceId };
    case "label":
      return { kind: scope, label: label.trim() };
    case "registers":
      return { kind: scope, globs: globsIn(globs) };
  }
}

function conditionOf(form: AlarmRuleForm): AlarmCondition {
  const delay = delayIn(form.delay) ?? 0;
  const hysteresis = numberIn(form.hysteresis) ?? 0;
  switch (form.condition) {
    case "no-data":
      return { kind: form.condition, delay };
    case "above":
    case "below":
      return { kind: form.condition, limit: numberIn(form.limit) ?? 0, hysteresis, delay };
    case "equals":
    case "differs":
      return { kind: form.condition, value: valueIn(form.value), hysteresis, delay };
    case "changed":
      return { kind: form.condition };
    case "contains":
      return { kind: form.condition, text: form.text, delay };
  }
}

/** A name may hold any character but one that ends a line; blanks around it are a slip. */
export function globsIn(written: string): string[] {
  return written
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** @returns milliseconds; undefined for what is no duration */
export function delayIn(written: string): number | undefined {
  if (written.trim() === "") return 0;
  try {
    return parseDuration(written.trim());
  } catch {
    return undefined; // what a duration looks like is said at the field, in the window's language
  }
}

/** What is no JSON is a text, because hardly anybody writes quotes around one. */
export function valueIn(written: string): JsonText {
  try {
    return jsonText(parseJson(written.trim()));
  } catch {
    return jsonText(written.trim());
  }
}

/** A text without its quotes, unless it would then be read as something else. */
function writtenValue(value: JsonText): string {
  const plain = plainText(value);
  return valueIn(plain) === value ? plain : value;
}

const LONGEST_ID = 64;
const SPELLED: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" };

/** An id for a new rule, after its name. @param taken those of the other rules */
export function alarmRuleIdFor(name: string, taken: readonly string[]): AlarmRuleId {
  const plain = name
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => SPELLED[letter] ?? letter)
    .normalize("NFKD")
    .replace(/[^a-z0-9]+/g, "-");
  const stem = plain.slice(0, LONGEST_ID - 5).replace(/^-+|-+$/g, "") || "rule";
  let id = stem;
  for (let n = 2; taken.includes(id); n += 1) id = `${stem}-${n}`;
  return id as AlarmRuleId;
}
