/** What of a moment a plot sees: what it is at one place in its value, and of a text no more than is shown. */
import { isRawInteger, jsonText, parseJson, type Json, type JsonText } from "#shared/json.ts";
import { headOf } from "#shared/text-head.ts";
import { FALSE, gapOf, NULL, NUMBER, plotted, TEXT, TRUE, type Moment } from "./moment.ts";

export interface PointedMoment extends Moment {
  /** Of a text, how many characters the whole has. */
  readonly length?: number;
  /** There it is what it was before, if there was nothing between but a time without a value. */
  readonly isSame: boolean;
}

type Found = Pick<Moment, "kind" | "value">;

const NOTHING: Found = { kind: NULL, value: null };

/** @param pointer RFC 6901; where there is nothing, there is no value
 *  @returns what is told of one moment after the other, oldest first. Texts may be hundreds of kilobytes each, and many are
 *  looked at, so that no more than one of them is held whole. */
export function pointing(pointer: string): (moment: Moment) => PointedMoment {
  let before: Found | undefined;
  return (moment) => {
    if (gapOf(moment) !== undefined) return { ...moment, isSame: false };
    const { at } = moment;
    const found = foundIn(moment, pointer);
    const isSame = before?.kind === found.kind && before.value === found.value;
    before = found;
    const { kind, value } = found;
    if (kind !== TEXT) return { at, kind, value, isSame };
    const { text, length } = headOf(value as JsonText);
    return { at, kind, value: text.length < length ? copied(text) : text, length, isSame };
  };
}

/** A part of a text keeps all of it in memory. */
function copied(part: string): string {
  return Buffer.from(part, "utf16le").toString("utf16le");
}

function foundIn(moment: Moment, pointer: string): Found {
  const { kind, value } = moment;
  // An integer with more digits than a double keeps is a text here, and can be plotted all the same.
  if (pointer === "")
    return kind === TEXT && /^-?\d/.test(value as string) ? { kind: NUMBER, value: Number(value) } : moment;
  if (kind !== TEXT) return NOTHING;
  const found = at(parseJson(value as string), pointer);
  if (found === undefined || found === null) return NOTHING;
  if (typeof found === "boolean") return { kind: found ? TRUE : FALSE, value: null };
  const number = plotted(found);
  return number === undefined ? { kind: TEXT, value: jsonText(found) } : { kind: NUMBER, value: number };
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
