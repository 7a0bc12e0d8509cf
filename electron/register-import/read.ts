/** Reads registers out of files: Regdesk's own exports as CSV, JSON and JSON lines, and what devices send. It knows no
 *  registry and no file: text comes in, registers and refusals go out. */
import { RegdeskError } from "#shared/errors.ts";
import { NumberTooLarge, parseJson, type Json, type JsonObject } from "#shared/json.ts";
import type { ImportFormat, RefusedLine } from "#shared/model/register-import.ts";
import { RegisterName } from "#shared/model/register.ts";
import { readCsv } from "./csv.ts";
import { linesOfElements } from "./element-lines.ts";
import { isObject, registerIn, type FoundRegister } from "./found-register.ts";

export interface ReadImport {
  readonly format: ImportFormat;
  readonly registers: readonly FoundRegister[];
  readonly refused: readonly RefusedLine[];
}

/** @param longestName of a register, in bytes, as on the wire
 *  @throws {RegdeskError} `BODY_INVALID` when the file is of no form that can be read */
export function readImport(text: string, longestName: number): ReadImport {
  const content = text.replace(/^\ufeff/, "");
  const { format, found } = foundIn(content);
  const refused: RefusedLine[] = [];
  const registers = new Map<string, FoundRegister>();
  for (const each of found) {
    if ("reason" in each) refused.push(each);
    else if (Buffer.byteLength(each.name) > longestName) {
      refused.push({ ...placeOf(each), name: each.name.slice(0, 60), reason: "name-too-long" });
    } else if (registers.has(each.name)) refused.push({ ...placeOf(each), reason: "named-twice" });
    else registers.set(each.name, each);
  }
  return { format, registers: [...registers.values()], refused };
}

type Found = Iterable<FoundRegister | RefusedLine>;

export function placeOf({ line, name }: Pick<FoundRegister, "line" | "name">): Pick<RefusedLine, "line" | "name"> {
  return { ...(line === undefined ? {} : { line }), name };
}

function foundIn(text: string): { readonly format: ImportFormat; readonly found: Found } {
  const first = text.trimStart().charAt(0);
  if (first === "") throw unreadable("the file is empty");
  if (first !== "{" && first !== "[") return { format: "csv", found: readCsv(text) };
  const whole = jsonIn(text);
  if (Array.isArray(whole)) return { format: "json", found: fromArray(whole as Json[], text) };
  if (isObject(whole) && isObject(whole["registers"])) return { format: "wire", found: fromWire(whole["registers"]) };
  if (isObject(whole) && !Object.hasOwn(whole, "name")) {
    throw unreadable('it is JSON, but has neither a list of registers nor {"registers":{…}}');
  }
  return { format: "jsonl", found: fromLines(text) };
}

function jsonIn(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof NumberTooLarge || error instanceof SyntaxError) {
      if (text.trimStart().startsWith("[")) throw unreadable(`it is not JSON: ${error.message}`);
      return undefined;
    }
    throw error;
  }
}

function* fromArray(elements: readonly Json[], text: string): Found {
  const lines = linesOfElements(text);
  for (const [index, element] of elements.entries()) yield registerIn(element, lines[index]);
}

function* fromWire(registers: JsonObject): Found {
  for (const [name, entry] of Object.entries(registers)) {
    yield isObject(entry)
      ? registerIn({ ...entry, name: RegisterName.parse(name) }, undefined)
      : { name, reason: "not-an-object" };
  }
}

function* fromLines(text: string): Found {
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const element = lineIn(line);
    yield element === undefined ? { line: index + 1, reason: "not-json" } : registerIn(element, index + 1);
  }
}

function lineIn(line: string): Json | undefined {
  try {
    return parseJson(line);
  } catch (error) {
    if (error instanceof NumberTooLarge || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function unreadable(why: string): RegdeskError {
  return new RegdeskError(
    "BODY_INVALID",
    `No registers can be read from this file: ${why}; choose an export of Regdesk (CSV, JSON or JSON lines) or what a device sends`,
  );
}
