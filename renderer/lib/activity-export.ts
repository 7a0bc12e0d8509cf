/** What happened, as text for other programs, piece by piece. */
import { jsonText } from "#shared/json.ts";
import type { Activity } from "#shared/model/activity.ts";
import { happeningOf } from "./timeline.ts";
import { plainText } from "./value.ts";
import { isoWithOffset } from "./export/iso-time.ts";
import { csvText, type Format } from "./export/registers-export.ts";

export interface ActivityExport {
  readonly format: Format;
  /** Marks CSV as UTF-8 for programs that guess otherwise. */
  readonly hasBom: boolean;
  /** The value that was asked for, as JSON, where it is known. */
  readonly valueFor: (entry: Activity) => string | undefined;
}

/** As many entries as a piece holds. */
const PIECE = 500;
const BOM = "\ufeff";
const COLUMNS = ["at", "what", "register", "value", "request", "by", "note", "version"];

export function* activityPieces(
  entries: readonly Activity[],
  { format, hasBom, valueFor }: ActivityExport,
): Generator<string> {
  if (format === "csv") yield `${hasBom ? BOM : ""}${COLUMNS.join(",")}\r\n`;
  if (format === "json") yield "[\n";
  for (let from = 0; from < entries.length; from += PIECE) {
    const piece = entries.slice(from, from + PIECE);
    const isLast = from + piece.length === entries.length;
    yield BODIES[format](piece, valueFor, isLast);
  }
  if (format === "json") yield "]\n";
}

type Body = (piece: readonly Activity[], valueFor: ActivityExport["valueFor"], isLast: boolean) => string;

const BODIES: Readonly<Record<Format, Body>> = {
  csv: (piece, valueFor) => piece.map((entry) => csvLine(entry, valueFor(entry))).join(""),
  jsonl: (piece, valueFor) => piece.map((entry) => `${jsonOf(entry, valueFor(entry))}\n`).join(""),
  json: (piece, valueFor, isLast) =>
    `${piece.map((entry) => jsonOf(entry, valueFor(entry))).join(",\n")}${isLast ? "" : ","}\n`,
};

function csvLine(entry: Activity, value: string | undefined): string {
  const change = entry.kind === "change-request" ? entry : undefined;
  const fields = [
    isoWithOffset(entry.at),
    happeningOf(entry),
    csvText(change?.register ?? ""),
    value === undefined ? "" : csvValue(value),
    change?.changeRequest ?? "",
    csvText(entry.by),
    csvText(change?.note ?? ""),
    entry.kind === "host-started" ? csvText(entry.version) : "",
  ];
  return `${fields.join(",")}\r\n`;
}

/** A negative number is no formula. */
const csvValue = (value: string) => (/^-?\d/.test(value) ? value : csvText(plainText(value)));

/** The value goes out as it came in: a parsed number may have lost digits. */
function jsonOf(entry: Activity, value: string | undefined): string {
  const { at, kind, ...others } = entry;
  const told = { at: isoWithOffset(at), kind, what: happeningOf(entry), ...others };
  const members = Object.entries(told)
    .filter((member): member is [string, string] => member[1] !== undefined)
    .map(([key, text]) => `${jsonText(key)}:${jsonText(text)}`);
  return `{${[...members, ...(value === undefined ? [] : [`"value":${value}`])].join(",")}}`;
}
