/** The history as text for other programs, line by line, so that no export is ever held in memory as a whole. */
import type { ExportLine } from "./contract/history.ts";
import { csvText } from "./csv-text.ts";
import { isoWithOffset } from "./iso-time.ts";
import { jsonText, parseJson } from "./json.ts";

export const HISTORY_FORMATS = ["csv", "jsonl"] as const;

export interface HistoryFormat {
  readonly format: (typeof HISTORY_FORMATS)[number];
  readonly grain: "changes" | "minutes";
  /** Marks CSV as UTF-8 for programs that guess otherwise. */
  readonly hasBom: boolean;
  /** Minutes east of Greenwich; this machine's if left out. */
  readonly offset?: number;
}

const COLUMNS = {
  changes: ["at", "register", "value", "gap"],
  minutes: ["at", "register", "min", "max", "mean", "last", "count", "observed"],
} as const;

/** What stands before the first line. */
export function historyHead({ format, grain, hasBom }: HistoryFormat): string {
  return format === "jsonl" ? "" : `${hasBom ? "\ufeff" : ""}${COLUMNS[grain].join(",")}\r\n`;
}

export function historyLine(line: ExportLine, { format, offset }: HistoryFormat): string {
  const at = isoWithOffset(line.at, offset);
  return format === "csv" ? `${csvFields(line, at).join(",")}\r\n` : `{${jsonMembers(line, at).join(",")}}\n`;
}

function csvFields(line: ExportLine, at: string): string[] {
  const name = csvText(isQuoted(line.register) ? jsonText(line.register) : line.register);
  if (!("min" in line)) return [at, name, line.value === undefined ? "" : csvValue(line.value), line.gap ?? ""];
  const { min, max, mean, last, count, observed } = line;
  return [at, name, ...[min, max, mean, last, count, observed].map(String)];
}

/** A value as JSON, a number with every digit and a negative one no formula; but a text without its quotes, unless it would be
 *  taken for something else, as the text `null` for nothing. */
function csvValue(json: string): string {
  if (/^-?\d/.test(json)) return json;
  const value = parseJson(json);
  return csvText(typeof value === "string" && !isQuoted(value) && !isJson(value) ? value : json);
}

/** Whoever takes a leading apostrophe off, which keeps a spreadsheet from running what follows, must not take off one that was
 *  there; and half a letter has no place in UTF-8. */
function isQuoted(text: string): boolean {
  return /^['"]/.test(text) || !text.isWellFormed();
}

function isJson(text: string): boolean {
  if (!/^[\s{[\-\dtfn]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function jsonMembers({ register, at: _, ...line }: ExportLine, at: string): string[] {
  const members = [`"at":"${at}"`, `"register":${jsonText(register)}`];
  // A value is JSON already, and parsed it may lose digits.
  for (const [name, member] of Object.entries(line as unknown as Readonly<Record<string, string | number>>)) {
    members.push(`"${name}":${name === "value" ? String(member) : jsonText(member)}`);
  }
  return members;
}
