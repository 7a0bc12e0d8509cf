import { isRawInteger, type Json } from "#shared/json.ts";
import type { Identity } from "#shared/model/device.ts";
import type { RegisterRecord } from "../registry/register-record.ts";

/** What registers' metadata may name their device with, the first that is there. */
const METADATA_KEYS = ["device", "deviceId", "serial", "mac"] as const;

/** Nothing longer names a device, in characters: it would be a text, and nobody could read it in a list. */
const LONGEST = 200;

/** What of a register tells which device it belongs to. */
export type Told = Pick<RegisterRecord, "name" | "metadata" | "provider"> & {
  /** The name of the token it was pushed with. */
  readonly token?: string | undefined;
};

/** The device a register belongs to by the rules, in their order: metadata, token, first segment of the name, address. A
 *  name of one segment tells nothing but itself. */
export function identify({ name, metadata, provider, token }: Told): Identity {
  for (const key of METADATA_KEYS) {
    const value = nameFrom(metadata?.[key]);
    if (value !== undefined) return { by: "metadata", key, value: key === "mac" ? value.toLowerCase() : value };
  }
  if (token !== undefined) return { by: "token", value: token };
  const end = name.indexOf(".");
  if (end > 0 && end <= LONGEST) return { by: "name", value: name.slice(0, end) };
  return { by: "address", value: provider };
}

/** One text for each identity. */
export function keyOf({ by, key = "", value }: Identity): string {
  return `${by} ${key} ${value}`;
}

function nameFrom(value: Json | undefined): string | undefined {
  const text = isRawInteger(value) ? value.rawJSON : value;
  if (typeof text === "number") return String(text);
  if (typeof text !== "string") return undefined;
  const name = text.trim();
  return name === "" || name.length > LONGEST ? undefined : name;
}
