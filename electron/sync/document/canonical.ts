import { isRawInteger, jsonText, type Json, type JsonObject, type RawInteger } from "#shared/json.ts";

/** One text for all ways to write the same value: keys in one order, numbers in one form, no spaces.
 *  @param text the value's own text, which is returned when it is canonical already, so that only one is kept */
export function canonicalText(value: Json, text: string): string {
  if (typeof value !== "object" || value === null) return text;
  const canonical = jsonText(ordered(value));
  return canonical === text ? text : canonical;
}

function ordered(value: Json): Json {
  if (typeof value !== "object" || value === null) return value;
  if (isRawInteger(value)) return shortest(value);
  if (Array.isArray(value)) return (value as readonly Json[]).map(ordered);
  // Keys that look like array indexes come first whatever is done, which is an order too.
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, ordered((value as JsonObject)[key] ?? null)]));
}

/** An integer that a double holds exactly is written as doubles are: `1e21` and its twenty-two digits are one number. */
function shortest(integer: RawInteger): Json {
  const double = Number(integer.rawJSON);
  return BigInt(integer.rawJSON) === BigInt(double) ? double : integer;
}
