import { NumberTooLarge, parseJson, type Json, type JsonObject } from "#shared/json.ts";
import { FetchError } from "./fetch-error.ts";

/** What a peer says besides the registers themselves; servers of the base protocol say nothing of it. */
export interface PeerAnswer {
  readonly revision: string | undefined;
  readonly removed: readonly string[];
  readonly reset: boolean;
  readonly isEmpty: boolean;
}

/** Reads the answer to `GET /consumer?since=N`. @throws {FetchError} `other` when it is none */
export function peerAnswerIn(bytes: Uint8Array, place: string): PeerAnswer {
  const answer = objectIn(bytes);
  const registers = answer?.["registers"];
  if (answer === undefined || !isObject(registers)) throw foreign(place);
  const { revision, removed = [], reset } = answer;
  if (revision === undefined) return { revision, removed: [], reset: true, isEmpty: false };
  if (typeof revision !== "number" || !Number.isSafeInteger(revision) || !isNames(removed)) throw foreign(place);
  const isEmpty = Object.keys(registers).length === 0 && removed.length === 0;
  return { revision: String(revision), removed, reset: reset === true, isEmpty };
}

function objectIn(bytes: Uint8Array): JsonObject | undefined {
  try {
    const answer = parseJson(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return isObject(answer) ? answer : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof NumberTooLarge || error instanceof TypeError) return undefined;
    throw error;
  }
}

function foreign(place: string): FetchError {
  return new FetchError("other", `${place} does not speak the protocol of registers; check the address of the peer.`);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isNames(value: Json): value is readonly string[] {
  return Array.isArray(value) && value.every((name) => typeof name === "string");
}
