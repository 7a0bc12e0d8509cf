import { parseJson, jsonText, type Json, type JsonText } from "#shared/json.ts";
import { subjectOf, type AuditLine } from "#shared/model/activity.ts";
import { harmless, printable } from "./printable.ts";

/** As an export has it: everything, `at` in epoch milliseconds, values as JSON texts, so that the chain can be proved from it. */
export function auditLineAsJson(line: AuditLine): string {
  return JSON.stringify(line);
}

/** For people, on one line. */
export function auditLineAsText(line: AuditLine): string {
  const subject = subjectOf(line);
  const words = [
    new Date(line.at).toISOString(),
    String(line.id).padStart(6),
    happeningOf(line),
    ...(subject === undefined ? [] : [printable(subject)]),
    ...changeOf(line),
    `by ${harmless(line.by)}`,
    ...("note" in line && line.note !== undefined ? [`(${harmless(line.note)})`] : []),
  ];
  return words.join("  ");
}

function happeningOf(line: AuditLine): string {
  if (line.kind === "rule-changed") return `rule-${line.change}`;
  if (line.kind === "slept") return `slept since ${new Date(line.since).toISOString()}`;
  if (line.kind === "clock-set") return `clock-set from ${new Date(line.was).toISOString()}`;
  if (line.kind !== "change-request") return line.kind;
  return `request ${line.changeRequest} ${line.from === undefined ? line.to : `${line.from} -> ${line.to}`}`;
}

function changeOf(line: AuditLine): string[] {
  if (!("before" in line) && !("after" in line)) return [];
  const { before, after } = line as { readonly before?: JsonText; readonly after?: JsonText };
  const outcome =
    line.kind === "change-request" && line.outcomeValue !== undefined ? ` (${brief(line.outcomeValue)})` : "";
  return [`${brief(before)} -> ${brief(after)}${outcome}`];
}

function brief(text: string | undefined): string {
  if (text === undefined) return "-";
  return harmless(text.length <= 40 ? text : `${text.slice(0, 39)}…`);
}

const COLUMNS = [
  ...["id", "at", "by", "kind", "subject", "from", "to", "before", "after", "outcome", "outcomeValue"],
  ...["changeRequest", "requester", "device", "rule", "note", "hash"],
] as const;

export const CSV_HEADER = `${COLUMNS.join(",")}\r\n`;

/** A row for a spreadsheet; `at` as ISO 8601. The chain can be proved from JSON Lines only. */
export function auditLineAsCsv(line: AuditLine): string {
  const members = line as unknown as Readonly<Record<string, Json | undefined>>;
  const shown: Readonly<Record<string, Json | undefined>> = {
    ...members,
    at: new Date(line.at).toISOString(),
    subject: subjectOf(line) ?? "",
    rule: "rule" in line && line.rule !== undefined ? line.rule.name : "",
  };
  return `${COLUMNS.map((column) => cell(column, shown[column])).join(",")}\r\n`;
}

/** What a device or a person wrote must not command a spreadsheet; a negative number is no formula. */
function cell(column: string, value: Json | undefined): string {
  const text = plain(column, value);
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A value that is a text stands without the quotes of JSON. */
function plain(column: string, value: Json | undefined): string {
  if (value === undefined) return "";
  if (typeof value !== "string") return jsonText(value);
  if (!["before", "after", "outcomeValue"].includes(column)) return value;
  const parsed = parseJson(value);
  return typeof parsed === "string" ? parsed : value;
}
