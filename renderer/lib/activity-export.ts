/** What happened, as text for other programs, page by page, oldest first. JSON Lines hold each line as the audit has it, so
 *  that `regdesk audit verify --file` can prove the chain of a whole one. */
import { parseJson } from "#shared/json.ts";
import { subjectOf, type AuditLine } from "#shared/model/activity.ts";
import { isoWithOffset } from "./export/iso-time.ts";
import { csvText, type Format } from "./export/registers-export.ts";

export interface ActivityExport {
  readonly format: Format;
  /** Marks CSV as UTF-8 for programs that guess otherwise. */
  readonly hasBom: boolean;
}

const BOM = "\ufeff";
const COLUMNS = [
  ...["id", "at", "by", "kind", "subject", "from", "to", "before", "after", "outcome", "outcomeValue"],
  ...["changeRequest", "requester", "device", "rule", "note", "hash"],
] as const;
/** These hold JSON texts. */
const VALUES = new Set(["before", "after", "outcomeValue"]);

/** What stands before the first page, between two pages, and after the last. */
export function frameOf({ format, hasBom }: ActivityExport): { head: string; between: string; foot: string } {
  if (format === "csv") return { head: `${hasBom ? BOM : ""}${COLUMNS.join(",")}\r\n`, between: "", foot: "" };
  if (format === "jsonl") return { head: "", between: "", foot: "" };
  return { head: "[\n", between: ",\n", foot: "\n]\n" };
}

export function pageText(lines: readonly AuditLine[], format: Format): string {
  if (format === "csv") return lines.map(csvLine).join("");
  if (format === "jsonl") return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  return lines.map((line) => JSON.stringify(line)).join(",\n");
}

function csvLine(line: AuditLine): string {
  const told: Readonly<Record<string, unknown>> = {
    ...line,
    at: isoWithOffset(line.at),
    subject: subjectOf(line),
    rule: "rule" in line ? line.rule?.name : undefined,
  };
  return `${COLUMNS.map((column) => cell(column, told[column])).join(",")}\r\n`;
}

function cell(column: string, content: unknown): string {
  if (typeof content === "number") return String(content);
  if (typeof content !== "string") return "";
  return VALUES.has(column) ? csvValue(content) : csvText(content);
}

/** A number goes out as it came in, with every digit, and a negative one is no formula; a text without its quotes. */
function csvValue(json: string): string {
  if (/^-?\d/.test(json)) return json;
  const value = parseJson(json);
  return csvText(typeof value === "string" ? value : json);
}
