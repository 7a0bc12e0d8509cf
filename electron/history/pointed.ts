import { isRawInteger, jsonText, parseJson, type Json, type JsonText } from "#shared/json.ts";
import { NULL, numberOf, plotted, TEXT, textOf, type Moment } from "./moment.ts";

/** What a moment is in a plot. */
export interface Pointed {
  readonly number?: number;
  /** What is no number, as JSON text. */
  readonly text?: JsonText;
  readonly isBoolean?: boolean;
}

/** @param pointer RFC 6901  @returns undefined when there is nothing there, or null */
export function pointed(moment: Moment, pointer: string): Pointed | undefined {
  if (moment.kind === NULL) return undefined;
  if (pointer === "") return whole(moment);
  if (moment.kind !== TEXT) return undefined;
  const found = at(parseJson(moment.value as string), pointer);
  if (found === undefined || found === null) return undefined;
  const number = plotted(found);
  return number === undefined ? { text: jsonText(found) } : { number, isBoolean: typeof found === "boolean" };
}

function whole(moment: Moment): Pointed | undefined {
  const number = numberOf(moment);
  if (number !== undefined) return { number, isBoolean: typeof moment.value !== "number" };
  const text = textOf(moment);
  if (text === undefined) return undefined;
  // An integer with more digits than a double keeps is a text here, and can be plotted all the same.
  return /^-?\d/.test(text) ? { number: Number(text), isBoolean: false } : { text };
}

function at(value: Json, pointer: string): Json | undefined {
  let found: Json | undefined = value;
  for (const step of pointer.slice(1).split("/")) {
    if (typeof found !== "object" || found === null || isRawInteger(found)) return undefined;
    const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
    if (!Object.hasOwn(found, key)) return undefined;
    found = (found as Readonly<Record<string, Json>>)[key];
  }
  return found;
}
