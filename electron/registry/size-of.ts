/** About how much memory a register takes. What arrives on the port must not fill it, however few registers it comes in. */
import { isRawInteger, type Json, type JsonObject } from "#shared/json.ts";
import type { Provision } from "./register-record.ts";

/** In bytes: of a record with what is known of it beside its name, value and metadata. */
const OF_A_RECORD = 500;
const OF_A_CHARACTER = 2;
const OF_A_SCALAR = 24;
const OF_AN_ARRAY = 32;
const OF_AN_OBJECT = 64;
/** And what its value takes. */
const OF_A_MEMBER = 32;

/** In bytes. */
export function sizeOf({ name, value, metadata }: Pick<Provision, "name" | "value" | "metadata">): number {
  const known = OF_A_RECORD + OF_A_CHARACTER * name.length + sizeOfJson(value);
  return metadata === undefined ? known : known + sizeOfJson(metadata);
}

function sizeOfJson(value: Json): number {
  if (typeof value === "string") return OF_A_SCALAR + OF_A_CHARACTER * value.length;
  if (typeof value !== "object" || value === null) return OF_A_SCALAR;
  if (Array.isArray(value)) return sizeOfArray(value as readonly Json[]);
  return isRawInteger(value) ? OF_AN_OBJECT + OF_A_CHARACTER * value.rawJSON.length : sizeOfObject(value as JsonObject);
}

function sizeOfArray(elements: readonly Json[]): number {
  let size = OF_AN_ARRAY;
  for (const element of elements) size += sizeOfJson(element);
  return size;
}

function sizeOfObject(members: JsonObject): number {
  let size = OF_AN_OBJECT;
  for (const key in members) size += OF_A_MEMBER + OF_A_CHARACTER * key.length + sizeOfJson(members[key] ?? null);
  return size;
}
