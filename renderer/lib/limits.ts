import type { JsonObject } from "#shared/json.ts";
import { text } from "./messages/messages.ts";
import { kindOf } from "./value.ts";

/** Which of its own limits a value breaks, in words; nothing when it keeps them or names none. */
export function brokenLimit(value: string, { min, max }: JsonObject, unit: string | undefined): string | undefined {
  if (kindOf(value) !== "number") return undefined;
  const number = Number(value);
  const withUnit = (limit: number) => (unit ? `${limit} ${unit}` : String(limit));
  if (typeof min === "number" && number < min) return text.changes.atLeast(withUnit(min));
  if (typeof max === "number" && number > max) return text.changes.atMost(withUnit(max));
  return undefined;
}
