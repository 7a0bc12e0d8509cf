/** The beginning of a JSON text, for where nobody has room for all of it: a plot, its legend, its answer from the host. */
import type { JsonText } from "./json.ts";

export interface TextHead {
  /** Of a string, a string again; of an object or a list no JSON any more where it was cut. */
  readonly text: string;
  /** How many characters the whole has; more than `text` where it was cut. */
  readonly length: number;
}

/** So many characters of a text are told in a plot, an escape counting as one: a lane has room for fewer. */
export const LONGEST_HEAD = 200;

const OF_STRING = new RegExp(String.raw`^"(?:[^"\\]|\\(?:u[0-9a-f]{4}|.)){0,${LONGEST_HEAD}}`, "iu");
const OF_OTHERS = new RegExp(`^.{0,${LONGEST_HEAD}}`, "su");

/** Cut between two characters, never within one or within an escape. */
export function headOf(whole: JsonText): TextHead {
  const { length } = whole;
  if (length <= LONGEST_HEAD) return { text: whole, length };
  const isString = whole.startsWith('"');
  const head = (isString ? OF_STRING : OF_OTHERS).exec(whole)?.[0] ?? "";
  return { text: isString ? `${head}"` : head, length };
}

export function isCut({ text, length }: TextHead): boolean {
  return text.length < length;
}
