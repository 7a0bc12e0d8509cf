/** The metadata keys the window understands; everything a provider sends beside them is only shown. */
import { parseJson, type Json, type JsonObject, type JsonText } from "#shared/json.ts";
import type { Register } from "#shared/model/register.ts";

/** Parsed once for each text: a provider sends the same metadata with every report. */
const parsed = new Map<string, JsonObject>();
const MOST_KEPT = 20_000;

export function metadataOf({ metadata }: Pick<Register, "metadata">): JsonObject {
  if (metadata === undefined) return {};
  let object = parsed.get(metadata);
  if (object === undefined) {
    object = asObject(metadata);
    if (parsed.size >= MOST_KEPT) parsed.clear();
    parsed.set(metadata, object);
  }
  return object;
}

export function unitOf(register: Pick<Register, "metadata">): string | undefined {
  return textAt(register, "unit");
}

/** What the metadata calls the register's device. Whose it is, the fleet says: by a token, an address or a person, too. */
export function deviceInMetadata(register: Pick<Register, "metadata">): string | undefined {
  return textAt(register, "device");
}

/** Whether the demo site brought it: everything of it says so, and goes with it. */
export function isOfDemo(register: Pick<Register, "metadata">): boolean {
  return metadataOf(register)["demo"] === true;
}

function textAt(register: Pick<Register, "metadata">, key: string): string | undefined {
  const metadata = metadataOf(register);
  const value = Object.hasOwn(metadata, key) ? metadata[key] : undefined;
  return typeof value === "string" && value !== "" ? value : undefined;
}

function asObject(text: JsonText): JsonObject {
  const json: Json = parseJson(text);
  return typeof json === "object" && json !== null && !Array.isArray(json) ? (json as JsonObject) : {};
}
