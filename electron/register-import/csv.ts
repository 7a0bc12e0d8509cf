import { CsvError, parse } from "csv-parse/sync";
import { RegdeskError } from "#shared/errors.ts";
import { NumberTooLarge, parseJson, type Json, type JsonObject } from "#shared/json.ts";
import type { RefusedLine } from "#shared/model/register-import.ts";
import { isObject, refused, registerIn, type FoundRegister } from "./found-register.ts";

type Row = Readonly<Partial<Record<string, string>>>;

/** An export puts an apostrophe in front of what a spreadsheet would run as a formula. */
const GUARDED = /^'(?=[=+\-@\t\r])/;

/** Registers from CSV with a line of names at the top: `name` and `value`, and if there are any, `type`, `unit` and
 *  `metadata`. Spreadsheets of some countries write semicolons. @throws {RegdeskError} `BODY_INVALID` */
export function* readCsv(text: string): Iterable<FoundRegister | RefusedLine> {
  for (const { record, info } of rowsOf(text)) {
    const name = record["name"];
    if (name === undefined) yield refused("name-missing", info.lines);
    else yield fromRow({ ...record, name: name.replace(GUARDED, "") }, info.lines);
  }
}

function rowsOf(text: string): { readonly record: Row; readonly info: { readonly lines: number } }[] {
  const head = text.split(/\r?\n/, 1)[0] ?? "";
  const columns = head.split(/[,;\t]/).map((column) => column.replaceAll('"', "").trim().toLowerCase());
  if (!columns.includes("name") || !columns.includes("value")) {
    throw new RegdeskError(
      "BODY_INVALID",
      "No registers can be read from this file: it is not JSON, and its first line does not name the columns `name` and `value`; choose an export of Regdesk (CSV, JSON or JSON lines) or what a device sends",
    );
  }
  try {
    return parse(text, {
      columns: (names: string[]) => names.map((name) => name.trim().toLowerCase()),
      delimiter: [",", ";", "\t"].filter((delimiter) => head.includes(delimiter)).slice(0, 1),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as { record: Row; info: { lines: number } }[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new RegdeskError("BODY_INVALID", `This file is not CSV: ${error.message}`, { cause: error });
  }
}

function fromRow(row: Row & { readonly name: string }, line: number): FoundRegister | RefusedLine {
  const { name, value = "" } = row;
  const json = valueOf(value, row["type"]);
  if (json === undefined) return refused("value-not-of-type", line, name);
  const metadata = metadataOf(row["metadata"]);
  if (metadata === undefined) return refused("metadata-not-an-object", line, name);
  const unit = row["unit"];
  const withUnit = unit !== undefined && unit !== "" && metadata["unit"] === undefined;
  return registerIn({ name, value: json, metadata: withUnit ? { ...metadata, unit } : metadata }, line);
}

/** @param type what the export says; without it a text that is JSON is taken for that */
function valueOf(text: string, type: string | undefined): Json | undefined {
  if (type === "string") return text.replace(GUARDED, "");
  if (type === "null") return null;
  const json = jsonOf(text.replace(GUARDED, ""));
  if (type === undefined || type === "") return json ?? (text === "" ? null : text.replace(GUARDED, ""));
  return json !== undefined && isOfType(json, type) ? json : undefined;
}

function isOfType(json: Json, type: string): boolean {
  if (type === "array") return Array.isArray(json);
  if (type === "object") return isObject(json);
  // A number beyond 2^53 is held as an object.
  if (type === "number")
    return typeof json === "number" || (typeof json === "object" && json !== null && !isObject(json));
  return typeof json === type;
}

function metadataOf(text: string | undefined): JsonObject | undefined {
  if (text === undefined || text === "") return {};
  const json = jsonOf(text);
  return isObject(json) ? json : undefined;
}

function jsonOf(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof NumberTooLarge || error instanceof SyntaxError) return undefined;
    throw error;
  }
}
