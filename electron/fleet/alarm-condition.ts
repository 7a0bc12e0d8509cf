import { isRawInteger, parseJson, sameJson, type Json } from "#shared/json.ts";
import type { AlarmCondition } from "#shared/model/alarm.ts";

type Beyond = Extract<AlarmCondition, { kind: "above" | "below" }>;
type Equality = Extract<AlarmCondition, { kind: "equals" | "differs" }>;
type ValueCondition = Beyond | Equality | Extract<AlarmCondition, { kind: "contains" }>;

/** Whether a value meets a condition. @param was whether the value before it did, which hysteresis depends on
 *  @returns undefined when the value says nothing about it: then it stays as it was */
export function isMet(condition: ValueCondition, value: Json, was: boolean): boolean | undefined {
  if (value === null) return undefined; // unavailable is neither above nor below anything
  switch (condition.kind) {
    case "above":
    case "below":
      return isBeyond(condition, value, was);
    case "equals":
      return isEqual(condition, value);
    case "differs":
      return !isEqual(condition, value);
    case "contains":
      return typeof value === "string" ? value.toLowerCase().includes(condition.text.toLowerCase()) : undefined;
  }
}

/** Once beyond the limit it must come back by the hysteresis. */
function isBeyond({ kind, limit, hysteresis }: Beyond, value: Json, was: boolean) {
  const number = numberIn(value);
  if (number === undefined) return undefined;
  const back = was ? hysteresis : 0;
  return kind === "above" ? number > limit - back : number < limit + back;
}

function isEqual({ value: wanted, hysteresis }: Equality, value: Json): boolean {
  const expected = parseJson(wanted);
  const [a, b] = [numberIn(expected), numberIn(value)];
  if (a !== undefined && b !== undefined && hysteresis > 0) return Math.abs(a - b) <= hysteresis;
  return sameJson(expected, value);
}

function numberIn(value: Json): number | undefined {
  if (typeof value === "number") return value;
  return isRawInteger(value) ? Number(value.rawJSON) : undefined;
}
