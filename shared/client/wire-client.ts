/** The four requests of the LAN protocol, one method each: no retry, no state. */
import { formatDuration } from "../duration.ts";
import { ERROR_STATUS, RegdeskError, type ErrorCode } from "../errors.ts";
import { jsonText, NumberTooLarge, parseJson, type Json, type JsonObject } from "../json.ts";
import type { AbortSignal, Fetch } from "./fetch.ts";

/** What a provider says of one register. */
export interface Provided {
  readonly value: Json;
  readonly metadata?: JsonObject | undefined;
  /** Milliseconds; the host's default of 10 s when missing. */
  readonly ttl?: number | undefined;
}

/** What a consumer learns of one register. */
export interface Reading {
  readonly value: Json;
  readonly metadata?: JsonObject;
}

export class WireClient {
  readonly #base: string;
  readonly #fetch: Fetch;

  /** @param url where the host listens, for example `http://laptop:8080`; a path in it is kept */
  constructor(url: string, fetch: Fetch) {
    this.#base = url.replace(/\/+$/, "");
    this.#fetch = fetch;
  }

  /** Provides registers, all or none. */
  async putProvider(registers: ReadonlyMap<string, Provided>, signal: AbortSignal): Promise<void> {
    const entries = [...registers].map(([name, { value, metadata, ttl }]): [string, Json] => [
      name,
      {
        value,
        ...(metadata === undefined ? {} : { metadata }),
        ...(ttl === undefined ? {} : { ttl: formatDuration(ttl) }),
      },
    ]);
    await this.#put("/provider", entries, signal);
  }

  /** Takes the approved change requests to the names; to every register when there are no names. */
  async getProvider(names: Iterable<string>, wait: number, signal: AbortSignal): Promise<Map<string, Json>> {
    const readings = await this.#get("/provider", names, wait, signal);
    return new Map([...readings].map(([name, { value }]) => [name, value]));
  }

  /** Reads the names, every register when there are none; unknown and expired ones are left out.
   *  @param wait milliseconds to wait for a change; 0 answers at once */
  async getConsumer(names: Iterable<string>, wait: number, signal: AbortSignal): Promise<Map<string, Reading>> {
    return this.#get("/consumer", names, wait, signal);
  }

  /** Asks for values. That the host accepts them does not mean that anybody approves them. */
  async putConsumer(values: ReadonlyMap<string, Json>, signal: AbortSignal): Promise<void> {
    const entries = [...values].map(([name, value]): [string, Json] => [name, { value }]);
    await this.#put("/consumer", entries, signal);
  }

  async #put(path: string, entries: readonly [string, Json][], signal: AbortSignal): Promise<void> {
    // `Object.fromEntries` defines properties, so that a register called `__proto__` is one like any other.
    const body = jsonText({ registers: Object.fromEntries(entries) });
    await this.#request(path, { method: "PUT", body, signal });
  }

  async #get(path: string, names: Iterable<string>, wait: number, signal: AbortSignal): Promise<Map<string, Reading>> {
    const query = [...names].map((name) => `name=${encodeURIComponent(name.toWellFormed())}`);
    if (wait > 0) query.push(`wait=${formatDuration(wait)}`);
    const text = await this.#request(query.length > 0 ? `${path}?${query.join("&")}` : path, { method: "GET", signal });
    return this.#readings(text);
  }

  async #request(path: string, init: Parameters<Fetch>[1]): Promise<string> {
    try {
      const answer = await this.#fetch(this.#base + path, init);
      const text = await answer.text();
      if (answer.ok) return text;
      throw new RegdeskError(codeOf(answer.status), text.trim() || `${this.#base} answered ${answer.status}`);
    } catch (error) {
      if (error instanceof RegdeskError || init.signal.aborted) throw error;
      throw new RegdeskError("HOST_UNREACHABLE", `${this.#base} does not answer`, { cause: error });
    }
  }

  #readings(text: string): Map<string, Reading> {
    const registers = registersIn(text);
    if (registers) return new Map(Object.entries(registers));
    throw new RegdeskError("HOST_UNREACHABLE", `${this.#base} does not speak the protocol of registers`);
  }
}

function registersIn(text: string): Readonly<Record<string, Reading>> | undefined {
  try {
    const answer: unknown = parseJson(text);
    return hasReadings(answer) ? answer.registers : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof NumberTooLarge) return undefined;
    throw error;
  }
}

function hasReadings(answer: unknown): answer is { readonly registers: Readonly<Record<string, Reading>> } {
  if (!isObject(answer) || !isObject(answer.registers)) return false;
  return Object.values(answer.registers).every((reading) => isObject(reading) && Object.hasOwn(reading, "value"));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function codeOf(status: number): ErrorCode {
  const codes = Object.keys(ERROR_STATUS) as ErrorCode[];
  return codes.find((code) => ERROR_STATUS[code] === status) ?? "HOST_UNREACHABLE";
}
