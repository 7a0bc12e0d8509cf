import { isRawInteger, jsonDepth, jsonText, type Json, type JsonObject, type JsonText } from "#shared/json.ts";
import { canonicalText } from "./canonical.ts";

/** Deeper values would overflow the stack of whoever writes them out again; the listener has the same bound. */
const DEEPEST = 500;
const LONGEST_NAME_BYTES = 1_024;
const LONGEST_QUOTED = 60;
const TOO_DEEP = `: is nested more than ${DEEPEST} levels deep; write it flatter`;

/** A register as texts, so that it crosses threads without losing digits. */
export interface RegisterTexts {
  readonly value: JsonText;
  readonly metadata?: JsonText | undefined;
}

/** A register of a source's document, its keys in the document's order. */
export interface DocumentRegister extends RegisterTexts {
  readonly metadata: JsonText | undefined;
  /** For comparing only; mostly the same string as the text itself. */
  readonly canonicalValue: string;
  readonly canonicalMetadata: string | undefined;
  /** Those in its metadata. */
  readonly tags: readonly string[];
}

/** Reads one register of a document. `ttl` is accepted and ignored, because a source's registers do not expire.
 *  @param known what the register was last time, which is returned when it still is
 *  @returns a sentence when it is no register */
export function registerIn(
  name: string,
  entry: Json | undefined,
  known: DocumentRegister | undefined,
): DocumentRegister | string {
  const fault = faultIn(name, entry);
  if (fault !== undefined) return `${pathOf(name)}${fault}`;
  const { value = null, metadata } = entry as JsonObject;
  const texts = textsOf(value, isObject(metadata) && Object.keys(metadata).length > 0 ? metadata : undefined);
  if (typeof texts === "string") return `${pathOf(name)}.${texts}`;
  if (known?.value === texts.value && known.metadata === texts.metadata) return known;
  return {
    value: texts.value,
    metadata: texts.metadata,
    canonicalValue: canonicalText(value, texts.value),
    canonicalMetadata: texts.metadata && canonicalText(metadata as JsonObject, texts.metadata),
    tags: texts.metadata === undefined ? [] : tagsIn((metadata as JsonObject)["tags"]),
  };
}

/** @returns a sentence when one of them is nested too deeply */
function textsOf(value: Json, metadata: JsonObject | undefined) {
  const valueText = shallowText(value);
  if (valueText === undefined) return `value${TOO_DEEP}`;
  if (metadata === undefined) return { value: valueText, metadata: undefined };
  const metadataText = shallowText(metadata);
  return metadataText === undefined ? `metadata${TOO_DEEP}` : { value: valueText, metadata: metadataText };
}

function faultIn(name: string, entry: Json | undefined): string | undefined {
  if (isTooLong(name))
    return `: the name has ${Buffer.byteLength(name)} bytes, at most ${LONGEST_NAME_BYTES} are allowed`;
  if (!isObject(entry)) return `: must be an object like {"value":…}, not ${kindOf(entry)}`;
  if (!Object.hasOwn(entry, "value")) return ".value is missing; write null when the value is not available";
  const { metadata } = entry;
  if (metadata === undefined || metadata === null) return undefined;
  if (!isObject(metadata)) return `.metadata: must be an object or null, not ${kindOf(metadata)}`;
  return undefined;
}

/** Whether it is longer than a register's name may be. Characters are cheap to count, bytes are not. */
export function isTooLong(name: string): boolean {
  return name.length > LONGEST_NAME_BYTES / 4 && Buffer.byteLength(name) > LONGEST_NAME_BYTES;
}

export function pathOf(name: string): string {
  return `registers.${name.length > LONGEST_QUOTED ? `${name.slice(0, LONGEST_QUOTED)}…` : name}`;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isRawInteger(value);
}

export function kindOf(value: Json | undefined): string {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object") return isObject(value) ? "an object" : "a number";
  return typeof value === "string" ? "a text" : `a ${typeof value}`;
}

/** The value's text, unless it is nested too deeply. A short text cannot be; only a long one is looked at closely. */
function shallowText(value: Json): JsonText | undefined {
  try {
    const text = jsonText(value);
    return text.length > 2 * DEEPEST && jsonDepth(value, DEEPEST + 1) > DEEPEST ? undefined : text;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** What else stands among the tags is no tag. */
function tagsIn(tags: Json | undefined): string[] {
  return Array.isArray(tags) ? (tags as Json[]).filter((tag) => typeof tag === "string") : [];
}
