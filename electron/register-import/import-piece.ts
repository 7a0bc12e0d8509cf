/** What the thread that reads a file tells the host. Values are texts: they cross between threads at next to no cost. */
import { jsonText, parseJson, type JsonObject, type JsonText } from "#shared/json.ts";
import type { ErrorCode } from "#shared/errors.ts";
import type { ImportFormat, RefusedLine } from "#shared/model/register-import.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { FoundRegister } from "./found-register.ts";
import type { ReadImport } from "./read.ts";

/** At most so many registers are in a piece, and so many characters of what they say but for the last of them: a few
 *  milliseconds' work for whoever takes it up. */
const MOST_REGISTERS = 500;
const MOST_CHARACTERS = 256 << 10;
/** Nobody reads on in what was refused. */
export const SHOWN = 200;

/** A register in a file, its value and metadata unread. */
export interface RegisterText {
  readonly line: number | undefined;
  readonly name: RegisterName;
  readonly value: JsonText;
  readonly metadata: JsonText | undefined;
}

/** What is said of a file once all of its registers are told. */
export interface ReadEnd {
  readonly format: ImportFormat;
  /** The first of them. */
  readonly refused: readonly RefusedLine[];
  readonly refusedCount: number;
}

export type ReadAnswer =
  | { readonly piece: readonly RegisterText[] }
  | { readonly end: ReadEnd }
  | { readonly code: ErrorCode; readonly refusal: string };

/** Cuts what was read into pieces. */
export function* piecesOf({ registers }: ReadImport): Iterable<readonly RegisterText[]> {
  let piece: RegisterText[] = [];
  let characters = 0;
  for (const register of registers) {
    const text = toText(register);
    piece.push(text);
    characters += text.value.length + (text.metadata?.length ?? 0);
    if (piece.length < MOST_REGISTERS && characters < MOST_CHARACTERS) continue;
    yield piece;
    piece = [];
    characters = 0;
  }
  if (piece.length > 0) yield piece;
}

export function endOf({ format, refused }: ReadImport): ReadEnd {
  return { format, refused: refused.slice(0, SHOWN), refusedCount: refused.length };
}

/** What a register is to have. */
export function provisionOf({ name, value, metadata }: RegisterText, ttl: number) {
  const described = metadata === undefined ? undefined : (parseJson(metadata) as JsonObject);
  return { name, value: parseJson(value), metadata: described, ttl };
}

function toText({ line, name, value, metadata }: FoundRegister): RegisterText {
  return { line, name, value: jsonText(value), metadata: metadata === undefined ? undefined : jsonText(metadata) };
}
