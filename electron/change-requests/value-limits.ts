import { isRawInteger, parseJson, type JsonText } from "#shared/json.ts";
import type { RuleLimits } from "#shared/model/gate.ts";
import { isWithinStep } from "./step.ts";

/** What the first character of a JSON text says; a megabyte need not be read to learn that it is a string. */
const TYPES: Readonly<Record<string, RuleLimits["type"]>> = {
  '"': "string",
  "{": "object",
  "[": "array",
  t: "boolean",
  f: "boolean",
  n: "null",
};

/** Whether a requested value is within a rule's limits. @param previous the current value, if there is one */
export function isWithinLimits(limits: RuleLimits, value: JsonText, previous: JsonText | undefined): boolean {
  const { type, min, max, step } = limits;
  if (type !== undefined && typeOf(value) !== type) return false;
  if (min === undefined && max === undefined && step === undefined) return true;
  if (typeOf(value) !== "number" || !isBetween(numberOf(value), min, max)) return false;
  if (step === undefined) return true;
  return previous !== undefined && typeOf(previous) === "number" && isWithinStep(value, previous, step);
}

function isBetween(number: number | bigint, min: number | undefined, max: number | undefined): boolean {
  return (min === undefined || number >= min) && (max === undefined || number <= max);
}

function typeOf(text: JsonText): RuleLimits["type"] {
  return TYPES[text.charAt(0)] ?? "number";
}

/** For comparing: JavaScript compares a big integer with a number exactly. */
function numberOf(text: JsonText): number | bigint {
  const number = parseJson(text);
  return isRawInteger(number) ? BigInt(number.rawJSON) : Number(number);
}
