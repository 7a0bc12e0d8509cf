import { parseDuration } from "#shared/duration.ts";
import { RegdeskError } from "#shared/errors.ts";
import { jsonDepth, NumberTooLarge, parseJson, type Json, type JsonObject } from "#shared/json.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { Wish } from "../change-requests/wish.ts";
import type { Provision } from "../registry/register-record.ts";
import type { RestLimits } from "./limits.ts";

/** How long a report counts when it does not say, in milliseconds. */
const DEFAULT_TTL = 10_000;

/** Deeper values would overflow the stack of whoever writes them out again. */
const DEEPEST = 500;

/** What is allowed of a body. */
type BodyLimits = Pick<RestLimits, "registers" | "name">;

/** Reads a provider's report. All or nothing.
 *  @throws {RegdeskError} `BODY_INVALID`, `DURATION_INVALID`, `NAME_TOO_LONG` or `BODY_TOO_LARGE`, naming the path and the cure */
export function provisionsIn(body: string, limits: BodyLimits): Provision[] {
  return entriesIn(body, limits).map(([name, entry]) => {
    const path = pathOf(name);
    return {
      name: nameIn(name, limits.name),
      value: valueIn(entry, path),
      metadata: metadataIn(entry["metadata"], path),
      ttl: ttlIn(entry["ttl"], path),
    };
  });
}

/** Reads what a consumer asks for. All or nothing. @throws like {@link provisionsIn} */
export function wishesIn(body: string, limits: BodyLimits): Wish[] {
  return entriesIn(body, limits).map(([name, entry]) => ({
    register: nameIn(name, limits.name),
    value: valueIn(entry, pathOf(name)),
  }));
}

/** The names of a report, one by one: they are asked for only where a token limits them. */
export function* namesOf(report: Iterable<Provision>): Iterable<RegisterName> {
  for (const { name } of report) yield name;
}

function entriesIn(body: string, { registers }: BodyLimits): [string, JsonObject][] {
  const entries = Object.entries(registersIn(body));
  if (entries.length <= registers) return entries;
  throw new RegdeskError(
    "BODY_TOO_LARGE",
    `registers: there are ${entries.length}, and a request may have at most ${registers}; send them in several requests`,
    { path: "registers" },
  );
}

function registersIn(body: string): Record<string, JsonObject> {
  const document = documentIn(body);
  if (!isObject(document))
    throw invalid("", `the body must be an object like {"registers":{…}}, not ${kindOf(document)}`);
  if (!Object.hasOwn(document, "registers"))
    throw invalid("registers", `registers is missing; send {"registers":{"name":{"value":…}}}`);
  const registers = document["registers"];
  if (!isObject(registers))
    throw invalid("registers", `registers: must be an object of registers by name, not ${kindOf(registers)}`);
  for (const [name, entry] of Object.entries(registers)) {
    if (isObject(entry)) continue;
    throw invalid(pathOf(name), `${pathOf(name)}: must be an object like {"value":…}, not ${kindOf(entry)}`);
  }
  return registers as Record<string, JsonObject>;
}

function documentIn(body: string): Json {
  if (body === "") throw invalid("", `the body is empty; send {"registers":{"name":{"value":…}}}`);
  try {
    return parseJson(body);
  } catch (error) {
    if (error instanceof NumberTooLarge) throw invalid("", `the body is not usable: ${error.message}`, error);
    if (error instanceof SyntaxError) throw invalid("", `the body is not JSON: ${error.message}`, error);
    throw error;
  }
}

function nameIn(name: string, longest: number): RegisterName {
  if (name.length > longest / 4 && Buffer.byteLength(name) > longest) {
    const path = `${pathOf(name.slice(0, 40))}…`;
    throw new RegdeskError(
      "NAME_TOO_LONG",
      `${path}: the name has ${Buffer.byteLength(name)} bytes, at most ${longest} are allowed`,
      { path },
    );
  }
  return name as RegisterName;
}

function valueIn(entry: JsonObject, path: string): Json {
  if (!Object.hasOwn(entry, "value")) {
    throw invalid(`${path}.value`, `${path}.value is missing; send null when the value is not available`);
  }
  return shallow(entry["value"] as Json, `${path}.value`);
}

function metadataIn(metadata: Json | undefined, path: string): JsonObject | undefined {
  if (metadata === undefined || metadata === null) return undefined;
  if (!isObject(metadata))
    throw invalid(`${path}.metadata`, `${path}.metadata: must be an object or null, not ${kindOf(metadata)}`);
  return Object.keys(metadata).length === 0 ? undefined : (shallow(metadata, `${path}.metadata`) as JsonObject);
}

function ttlIn(ttl: Json | undefined, path: string): number {
  if (ttl === undefined) return DEFAULT_TTL;
  if (typeof ttl !== "string") {
    const cure = typeof ttl === "number" ? JSON.stringify(`${ttl}s`) : '"10s"';
    throw invalid(`${path}.ttl`, `${path}.ttl: must be text with a unit, for example ${cure}, not ${kindOf(ttl)}`);
  }
  const parsed = durationAt(ttl, `${path}.ttl`);
  return parsed > 0 ? parsed : DEFAULT_TTL;
}

/** Every register says one, and all registers of a site say the same few. */
const durations = new Map<string, number>();

function durationAt(text: string, path: string): number {
  const known = durations.get(text);
  if (known !== undefined) return known;
  try {
    const duration = parseDuration(text);
    if (durations.size >= 100) durations.clear();
    if (text.length <= 20) durations.set(text, duration);
    return duration;
  } catch (error) {
    if (!(error instanceof RegdeskError)) throw error;
    throw new RegdeskError("DURATION_INVALID", `${path}: ${error.message}`, { cause: error, path });
  }
}

function shallow(value: Json, path: string): Json {
  if (typeof value !== "object" || value === null || jsonDepth(value, DEEPEST + 1) <= DEEPEST) return value;
  throw invalid(path, `${path}: is nested more than ${DEEPEST} levels deep; send a flatter value`);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && Object.getPrototypeOf(value) !== null;
}

function pathOf(name: string): string {
  return `registers.${name}`;
}

function kindOf(value: Json | undefined): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object") return isObject(value) ? "an object" : "a number";
  return typeof value === "string" ? "a text" : `a ${typeof value}`;
}

function invalid(path: string, message: string, cause?: Error): RegdeskError {
  return new RegdeskError("BODY_INVALID", message, { path, ...(cause === undefined ? {} : { cause }) });
}
