import { isRawInteger, jsonDepth, type Json, type JsonObject } from "#shared/json.ts";
import type { RefusalReason, RefusedLine } from "#shared/model/register-import.ts";
import type { RegisterName } from "#shared/model/register.ts";

/** The same bound as on the wire. */
const DEEPEST = 500;

/** A register as it stands in a file. */
export interface FoundRegister {
  /** Counted from 1. */
  readonly line: number | undefined;
  readonly name: RegisterName;
  readonly value: Json;
  readonly metadata: JsonObject | undefined;
}

/** A register out of an object with `name`, `value` and perhaps `metadata`; whatever else it says is not needed. */
export function registerIn(element: Json, line: number | undefined): FoundRegister | RefusedLine {
  if (!isObject(element)) return refused("not-an-object", line);
  const { name, value, metadata } = element;
  if (typeof name !== "string") return refused("name-missing", line);
  if (value === undefined) return refused("value-missing", line, name);
  const described = metadata ?? {};
  if (!isObject(described)) return refused("metadata-not-an-object", line, name);
  if ([value, described].some(isTooDeep)) return refused("value-too-deep", line, name);
  const isEmpty = Object.keys(described).length === 0;
  return { line, name: name as RegisterName, value, metadata: isEmpty ? undefined : described };
}

function isTooDeep(json: Json): boolean {
  return jsonDepth(json, DEEPEST + 1) > DEEPEST;
}

export function refused(reason: RefusalReason, line: number | undefined, name?: string): RefusedLine {
  return { ...(line === undefined ? {} : { line }), ...(name === undefined ? {} : { name }), reason };
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isRawInteger(value);
}
