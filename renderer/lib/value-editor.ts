/** Which editor suits a register, and what a draft in it amounts to. Metadata decides; without it, the present value. */
import { isRawInteger, jsonText, NumberTooLarge, parseJson, sameJson, type Json, type JsonText } from "#shared/json.ts";
import type { Register } from "#shared/model/register.ts";
import { addDecimals, compareDecimals, fractionDigits, isDecimal, negated } from "./decimal.ts";
import { jsonErrorAt } from "./json-error.ts";
import { metadataOf, unitOf } from "./metadata.ts";
import { kindOf, plainText, prettyJson, type ValueKind } from "./value.ts";

export type EditorKind = "number" | "boolean" | "choice" | "text" | "json";

export interface Editor {
  readonly kind: EditorKind;
  readonly isReadOnly: boolean;
  /** What the metadata says a value must be; nothing when it does not say. */
  readonly type: ValueKind | "integer" | undefined;
  readonly unit: string | undefined;
  /** As written in the metadata, every digit kept. */
  readonly min: string | undefined;
  readonly max: string | undefined;
  /** What a stepper adds. */
  readonly step: string;
  readonly choices: readonly JsonText[];
}

/** Why a draft should not be sent. What breaks only what the metadata says may be sent on purpose. */
export type Objection =
  | { readonly kind: "empty" | "not-a-number" | "too-large" }
  | { readonly kind: "not-json"; readonly line: number | undefined; readonly column: number | undefined }
  | { readonly kind: "below" | "above"; readonly limit: string }
  | { readonly kind: "no-choice" | "other-type" };

export interface Judged {
  /** Missing as long as the draft is no value at all. */
  readonly value?: JsonText;
  readonly objection?: Objection;
}

const TYPES: readonly string[] = ["number", "string", "boolean", "array", "object"];

export function editorFor(register: Pick<Register, "metadata" | "value">): Editor {
  const metadata = new Map(Object.entries(metadataOf(register)));
  const type = typeOf(metadata.get("type"));
  const choices = choicesOf(metadata.get("enum"));
  const present = kindOf(register.value);
  const bounds = { min: numberText(metadata.get("min")), max: numberText(metadata.get("max")) };
  return {
    kind: editorKind(type ?? (present === "null" ? undefined : present), choices, bounds),
    isReadOnly: metadata.get("ro") === true || metadata.get("ro") === "true",
    type,
    unit: unitOf(register),
    ...bounds,
    step: numberText(metadata.get("step")) ?? stepFor(type, [register.value, bounds.min, bounds.max]),
    choices,
  };
}

/** What the editor starts with: the present value as one writes it. */
export function draftOf(kind: EditorKind, value: JsonText): string {
  if (kind === "json") return prettyJson(value);
  if (kind === "choice" || kind === "boolean") return value;
  return kindOf(value) === "null" ? "" : plainText(value);
}

export function judge(editor: Editor, kind: EditorKind, draft: string): Judged {
  const read = kind === "number" ? readNumber(draft) : kind === "text" ? { value: jsonText(draft) } : readJson(draft);
  if (read.value === undefined) return read;
  const objection = objectionTo(editor, read.value);
  return objection ? { ...read, objection } : read;
}

/** Whether it may be sent all the same: the metadata is the device's word, not ours, and may be wrong. */
export function isOverridable({ kind }: Objection): boolean {
  return kind === "below" || kind === "above" || kind === "no-choice" || kind === "other-type";
}

/** One step up or down from a draft, kept within the limits; a draft that is no number begins at the lower one, or 0. */
export function stepped({ min, max, step }: Editor, draft: string, direction: 1 | -1): string {
  const { value } = readNumber(draft);
  if (value === undefined || !isDecimal(value)) return min ?? "0";
  const target = addDecimals(value, direction > 0 ? step : negated(step));
  if (min !== undefined && isDecimal(min) && compareDecimals(target, min) < 0) return min;
  if (max !== undefined && isDecimal(max) && compareDecimals(target, max) > 0) return max;
  return target;
}

function editorKind(
  type: string | undefined,
  choices: readonly JsonText[],
  { min, max }: { min: string | undefined; max: string | undefined },
): EditorKind {
  if (choices.length > 0) return "choice";
  if (type === "number" || type === "integer") return "number";
  if (type === "boolean") return "boolean";
  if (type === "string") return "text";
  if (type === undefined && (min !== undefined || max !== undefined)) return "number";
  return "json";
}

const JSON_NUMBER = /^(-?)0*(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;

/** Takes a decimal comma, too, and leading zeros: nobody on a ladder knows the grammar of JSON. */
function readNumber(draft: string): Judged {
  const trimmed = draft.trim().replace("−", "-").replace(/^\+/, "");
  if (trimmed === "") return { objection: { kind: "empty" } };
  const [, sign = "", digits] =
    JSON_NUMBER.exec(/^[^.,]*,[^.,]*$/.test(trimmed) ? trimmed.replace(",", ".") : trimmed) ?? [];
  if (digits === undefined) return { objection: { kind: "not-a-number" } };
  const value = sign + digits;
  return Number.isFinite(Number(value)) ? { value: value as JsonText } : { objection: { kind: "too-large" } };
}

function readJson(draft: string): Judged {
  if (draft.trim() === "") return { objection: { kind: "empty" } };
  try {
    return { value: jsonText(parseJson(draft)) };
  } catch (error) {
    if (error instanceof NumberTooLarge) return { objection: { kind: "too-large" } };
    if (error instanceof SyntaxError) return { objection: { kind: "not-json", ...placeOf(draft) } };
    throw error;
  }
}

function placeOf(draft: string): { line: number | undefined; column: number | undefined } {
  const position = jsonErrorAt(draft);
  if (position === undefined) return { line: undefined, column: undefined }; // well-formed, but nested too deeply
  const lines = draft.slice(0, position).split("\n");
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

function objectionTo({ type, choices, min, max }: Editor, value: JsonText): Objection | undefined {
  if (choices.length > 0 && !choices.some((choice) => sameJson(parseJson(choice), parseJson(value)))) {
    return { kind: "no-choice" };
  }
  if (!isOfType(value, type)) return { kind: "other-type" };
  if (kindOf(value) !== "number") return undefined;
  if (min !== undefined && isBelow(value, min)) return { kind: "below", limit: min };
  if (max !== undefined && isBelow(max, value)) return { kind: "above", limit: max };
  return undefined;
}

function isOfType(value: JsonText, type: Editor["type"]): boolean {
  const kind = kindOf(value);
  if (type === undefined) return true;
  if (type === "integer") return kind === "number" && Number.isInteger(Number(value));
  return kind === type;
}

const isBelow = (a: string, b: string) =>
  isDecimal(a) && isDecimal(b) ? compareDecimals(a, b) < 0 : Number(a) < Number(b);

function typeOf(json: Json | undefined): Editor["type"] {
  if (json === "bool") return "boolean";
  if (json === "integer" || json === "int") return "integer";
  return TYPES.find((type) => type === json) as Editor["type"];
}

function choicesOf(json: Json | undefined): JsonText[] {
  return Array.isArray(json) ? (json as readonly Json[]).map((choice) => jsonText(choice)) : [];
}

function numberText(json: Json | undefined): string | undefined {
  if (isRawInteger(json)) return json.rawJSON;
  return typeof json === "number" ? jsonText(json) : undefined;
}

/** As fine as the numbers it knows are written: 0.1 for 21.5, 1 for 62. */
function stepFor(type: Editor["type"], known: readonly (string | undefined)[]): string {
  const decimals = known.filter((text): text is string => text !== undefined && isDecimal(text));
  const places = type === "integer" ? 0 : Math.max(0, ...decimals.map(fractionDigits));
  return places === 0 ? "1" : `0.${"0".repeat(Math.min(places, 6) - 1)}1`;
}
