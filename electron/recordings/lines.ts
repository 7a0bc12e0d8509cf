/** A recording's lines. They tell all by themselves, so that a recording can be read without Regdesk. */
import { jsonText } from "#shared/json.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { RegisterRecord } from "../registry/register-record.ts";

export type Ending = "stopped" | "size" | "disk-full" | "disk-slow" | "disk-error";

export function headLine(at: number, by: string, version: string): string {
  const head = { recording: "regdesk", format: 1, startedAt: isoOf(at), by, version };
  return `${JSON.stringify(head)}\n`;
}

/** A register with its value: what was there at the start, or what a provider reported anew. */
export function valueLine(kind: "present" | "changed", at: number, record: RegisterRecord): string {
  const { name, value, metadata, provider, ttl } = record;
  const meta = metadata === undefined ? "" : `,"metadata":${jsonText(metadata)}`;
  // What a source provides has none.
  const lives = ttl === Infinity ? "" : `,"ttlSeconds":${ttl / 1_000}`;
  const rest = `,"value":${jsonText(value)}${meta}${lives},"source":${JSON.stringify(provider)}`;
  return `{"at":"${isoOf(at)}","kind":"${kind}","name":${JSON.stringify(name)}${rest}}\n`;
}

/** What happened to a register without a new value. */
export function eventLine(kind: "refreshed" | "expired" | "withdrawn", at: number, name: RegisterName): string {
  return `{"at":"${isoOf(at)}","kind":"${kind}","name":${JSON.stringify(name)}}\n`;
}

export function markerLine(at: number, note: string, by: string): string {
  return `${JSON.stringify({ at: isoOf(at), kind: "marker", note, by })}\n`;
}

/** The machine was away: registers that are silent in between were not listened to. */
export function sleptLine(at: number, since: number): string {
  return `${JSON.stringify({ at: isoOf(at), kind: "slept", since: isoOf(since) })}\n`;
}

export function endLine(at: number, reason: Ending, updates: number): string {
  return `${JSON.stringify({ at: isoOf(at), kind: "end", reason, updates })}\n`;
}

function isoOf(at: number): string {
  return new Date(at).toISOString();
}
