/** JSON without loss: integers beyond 2^53 keep every digit, because a register may hold a serial number.
 *  Such an integer is held as the object that `JSON.rawJSON` makes, which `JSON.stringify` writes back verbatim.
 *  Source: TC39 proposal "JSON.parse source text access". */
import { z } from "zod";

export type Json = Scalar | RawInteger | readonly Json[] | JsonObject;
type Scalar = null | boolean | number | string;
export interface JsonObject {
  readonly [key: string]: Json;
}
export interface RawInteger {
  readonly rawJSON: string;
}

/** The text of one JSON value: how values travel between host and window and how they are stored. */
export const JsonText = z.string().brand<"JsonText">();
export type JsonText = z.infer<typeof JsonText>;

interface ExactJson {
  parse(text: string, reviver: (this: unknown, key: string, value: Json, context: { source?: string }) => Json): Json;
  stringify(value: Json): string;
  rawJSON(text: string): RawInteger;
  isRawJSON(value: unknown): value is RawInteger;
}
// TypeScript 6 has no types for source text access yet; the runtimes we target (Node 24, Chromium 150) have it.
const exact = JSON as unknown as ExactJson;

/** Only a text with a long run of digits or a three-digit exponent can hold a number a double cannot keep. */
const MAY_LOSE_DIGITS = /\d{16}|[eE]\+?\d{3}/;
const INTEGER = /^-?\d+$/;

export class NumberTooLarge extends Error {
  override readonly name = "NumberTooLarge";
}

/** Reads a JSON text. @throws {SyntaxError} when it is not JSON  @throws {NumberTooLarge} for numbers like `1e400` */
export function parseJson(text: string): Json {
  return MAY_LOSE_DIGITS.test(text) ? parseExactly(text) : (JSON.parse(text) as Json);
}

function parseExactly(text: string): Json {
  try {
    return exact.parse(text, (_key, value, { source }) => {
      if (typeof value !== "number" || source === undefined) return value;
      if (!Number.isFinite(value)) throw new NumberTooLarge(`${source.slice(0, 40)} is too large for a number`);
      return INTEGER.test(source) && !Number.isSafeInteger(value) ? exact.rawJSON(ownCopy(source)) : value;
    });
  } catch (error) {
    // Unlike plain parsing, calling back for each value takes a piece of the stack for each level.
    if (error instanceof RangeError) throw new SyntaxError("it is nested too deeply", { cause: error });
    throw error;
  }
}

/** The source of a number is a piece of the whole text and would hold it, a megabyte of a report perhaps, as long as itself. */
function ownCopy(source: string): string {
  return JSON.parse(JSON.stringify(source)) as string;
}

export function jsonText(value: Json): JsonText {
  return exact.stringify(value) as JsonText;
}

export function isRawInteger(value: unknown): value is RawInteger {
  return exact.isRawJSON(value);
}

/** Whether two JSON values are the same, key order aside.
 *  Libraries for deep equality compare constructors and so stumble over values with keys like `constructor`. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  return sameStructure(a, b);
}

function sameStructure(a: Exclude<Json, Scalar>, b: Exclude<Json, Scalar>): boolean {
  if (isRawInteger(a) || isRawInteger(b)) return isRawInteger(a) && isRawInteger(b) && a.rawJSON === b.rawJSON;
  if (isArray(a) || isArray(b)) return isArray(a) && isArray(b) && sameArray(a, b);
  return sameObject(a, b);
}

function sameArray(a: readonly Json[], b: readonly Json[]): boolean {
  return a.length === b.length && a.every((element, index) => sameJson(element, b[index]));
}

/** `Array.isArray` forgets that the array is readonly. */
function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function sameObject(a: JsonObject, b: JsonObject): boolean {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]));
}

/** How deep arrays and objects are nested; 0 for a scalar. Stops counting beyond `limit`. */
export function jsonDepth(value: Json, limit: number): number {
  if (typeof value !== "object" || value === null || isRawInteger(value) || limit === 0) return 0;
  let deepest = 0;
  for (const child of Object.values<Json>(value)) {
    deepest = Math.max(deepest, jsonDepth(child, limit - 1));
    if (deepest >= limit) break;
  }
  return deepest + 1;
}
