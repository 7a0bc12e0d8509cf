import { isRawInteger, jsonText, type Json, type JsonText } from "#shared/json.ts";
import type { Change, GapReason } from "#shared/model/history.ts";

/** What a register became. The numbers are stored, so they never change. */
export const NUMBER = 0;
export const TEXT = 1;
export const NULL = 2;
export const FALSE = 3;
export const TRUE = 4;
export const EXPIRED = 5;
export const WITHDRAWN = 6;

/** A moment of one register's past. Small and flat, because there are hundreds a second and millions in memory at once. */
export interface Moment {
  /** Epoch milliseconds, whole. */
  readonly at: number;
  readonly kind: number;
  /** Of `NUMBER` the number, of `TEXT` the JSON text, of `EXPIRED` the time to live in milliseconds; else null. */
  readonly value: number | string | null;
}

/** How a value is kept: numbers and booleans so that they can be reckoned with, the rest as exact JSON text. */
export function kept(value: Json): Pick<Moment, "kind" | "value"> {
  if (typeof value === "number") return { kind: NUMBER, value: value === 0 ? 0 : value }; // JSON knows no -0
  if (value === null) return { kind: NULL, value: null };
  if (typeof value === "boolean") return { kind: value ? TRUE : FALSE, value: null };
  return { kind: TEXT, value: jsonText(value) };
}

/** The value as JSON; undefined when the register had none. */
export function textOf({ kind, value }: Moment): JsonText | undefined {
  if (kind === NUMBER) return jsonText(value);
  if (kind === TEXT) return value as JsonText;
  if (kind === NULL) return "null" as JsonText;
  return kind === TRUE || kind === FALSE ? (String(kind === TRUE) as JsonText) : undefined;
}

/** What can be plotted of a value: numbers, and booleans as 0 and 1. */
export function numberOf({ kind, value }: Moment): number | undefined {
  if (kind === NUMBER) return value as number;
  if (kind === TRUE) return 1;
  return kind === FALSE ? 0 : undefined;
}

/** The same of a part of a value. */
export function plotted(value: Json | undefined): number | undefined {
  if (typeof value === "boolean") return Number(value);
  if (isRawInteger(value)) return Number(value.rawJSON);
  return typeof value === "number" ? value : undefined;
}

/** Why there is no value from then on; undefined when there is one. */
export function gapOf({ kind }: Moment): GapReason | undefined {
  if (kind === EXPIRED) return "expired";
  return kind === WITHDRAWN ? "withdrawn" : undefined;
}

export function toChange(moment: Moment): Change {
  const value = textOf(moment);
  const gap = gapOf(moment);
  return { at: moment.at, ...(value === undefined ? {} : { value }), ...(gap === undefined ? {} : { gap }) };
}
