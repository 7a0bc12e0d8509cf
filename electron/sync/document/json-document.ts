import { printParseErrorCode, visit, type ParseErrorCode } from "jsonc-parser";
import { NumberTooLarge, parseJson, type Json } from "#shared/json.ts";
import { DocumentInvalid, type Position } from "./document-invalid.ts";

const FAULTS: Readonly<Record<string, string>> = {
  InvalidSymbol: "a word or sign stands here that JSON does not know; put texts in double quotes",
  InvalidNumberFormat: "a number is malformed; write it like -1.5e3",
  PropertyNameExpected: "a name in double quotes is missing; write one, or take the comma before it away",
  ValueExpected: "a value is missing; write one, or take the comma before it away",
  ColonExpected: "a colon is missing; put one between the name and its value",
  CommaExpected: "a comma is missing; put one after the value before",
  CloseBraceExpected: "a closing brace is missing; the document may have been cut off",
  CloseBracketExpected: "a closing bracket is missing; the document may have been cut off",
  EndOfFileExpected: "there is more after the end; take it away",
  InvalidCommentToken: "JSON has no comments; take them away, or name the document .yaml",
  UnexpectedEndOfComment: "JSON has no comments; take them away, or name the document .yaml",
  UnexpectedEndOfString: "a text has no closing quote; add one",
  UnexpectedEndOfNumber: "a number is malformed; write it like -1.5e3",
  InvalidUnicode: "a text has a malformed \\u escape; write four hexadecimal digits after it",
  InvalidEscapeCharacter: "a text has an escape that JSON does not know; write \\\\ for a backslash",
  InvalidCharacter: "a text has a control character in it; write it as an escape such as \\n",
};

/** Reads a JSON document. A name that an object has twice counts as its last value says, as on the wire.
 *  @throws {DocumentInvalid} saying where it is not JSON */
export function readJson(text: string, name: string): Json {
  if (text.trim() === "") throw new DocumentInvalid(name, `it is empty; write at least {"registers":{}}`);
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof NumberTooLarge) {
      const fault = `${error.message}; write it as a text, or smaller`;
      throw new DocumentInvalid(name, fault, { cause: error, position: firstFault(text, true)?.position });
    }
    if (!(error instanceof SyntaxError)) throw error;
    if (error.cause instanceof RangeError) throw new DocumentInvalid(name, `${error.message}; write it flatter`);
    const found = firstFault(text, false);
    const fault = FAULTS[found?.kind ?? ""] ?? "this is not JSON; have it checked by the program that wrote it";
    throw new DocumentInvalid(name, fault, { cause: error, position: found?.position });
  }
}

class Found extends Error {
  readonly kind: string;
  readonly position: Position;

  constructor(kind: string, line: number, column: number) {
    super(kind);
    this.kind = kind;
    this.position = { line: line + 1, column: column + 1 };
  }
}

/** The engine's own parser is fast but does not always say where it stumbled, so a slower one looks for the place. */
function firstFault(text: string, isTooLarge: boolean): Found | undefined {
  const onError = (code: ParseErrorCode, _offset: number, _length: number, line: number, column: number): never => {
    throw new Found(printParseErrorCode(code), line, column);
  };
  const onLiteralValue = (value: unknown, _offset: number, _length: number, line: number, column: number): void => {
    if (isTooLarge && (value === Infinity || value === -Infinity)) throw new Found("", line, column);
  };
  try {
    visit(text, { onError, onLiteralValue }, { disallowComments: true, allowTrailingComma: false });
  } catch (error) {
    if (error instanceof Found) return error;
    // Nested too deeply for it; then nobody says where.
    if (!(error instanceof RangeError)) throw error;
  }
  return undefined;
}
