/** How a register's value reads. It arrives as JSON text, and a number is shown as that text: a parsed one may have lost
 *  digits. */
import { parseJson } from "#shared/json.ts";

export type ValueKind = "number" | "boolean" | "string" | "null" | "array" | "object";

/** Longest text a table cell is given; the inspector has the rest. */
const CELL_LENGTH = 200;

/** Fraction digits beyond which a number does not fit a cell: such digits are noise of binary fractions, mostly. */
const LONGEST_NUMBER = 14;
const shortened = new Intl.NumberFormat("en", { maximumSignificantDigits: 8, useGrouping: false });

export function kindOf(text: string): ValueKind {
  switch (text.charAt(0)) {
    case "{":
      return "object";
    case "[":
      return "array";
    case '"':
      return "string";
    case "n":
      return "null";
    case "t":
    case "f":
      return "boolean";
    default:
      return "number";
  }
}

/** The value as text without loss: strings without their quotes. */
export function plainText(text: string): string {
  return kindOf(text) === "string" ? stringOf(text) : text;
}

/** The value for one line of a table. A number too long to fit is rounded and says so with `≈`. */
export function cellText(text: string): string {
  if (kindOf(text) !== "number") return plainText(text.length > CELL_LENGTH ? headOf(text) : text);
  const isFraction = /[.eE]/.test(text);
  return isFraction && text.length > LONGEST_NUMBER ? `≈ ${shortened.format(Number(text))}` : text;
}

/** Indented for reading, every digit kept. */
export function prettyJson(text: string): string {
  return JSON.stringify(parseJson(text), undefined, 2);
}

/** A cut string is no JSON any more, hence parsed before it is cut. */
function headOf(text: string): string {
  if (kindOf(text) !== "string") return `${text.slice(0, CELL_LENGTH)}…`;
  return JSON.stringify(`${stringOf(text).slice(0, CELL_LENGTH)}…`);
}

const stringOf = (text: string) => JSON.parse(text) as string;

/** For one line of text, held together by a space that does not break. */
export function valueWithUnit(text: string, unit: string | undefined): string {
  return unit && kindOf(text) === "number" ? `${cellText(text)}\u00a0${unit}` : cellText(text);
}
