/** Registers as text for other programs, piece by piece, so that no export is ever held in memory as a whole. */
import { csvText } from "#shared/csv-text.ts";
import { freshness } from "#shared/freshness.ts";
import { jsonText } from "#shared/json.ts";
import type { Register } from "#shared/model/register.ts";
import { unitOf } from "../metadata.ts";
import type { DeviceOf } from "../register-devices.ts";
import { kindOf, plainText } from "../value.ts";
import { isoWithOffset } from "./iso-time.ts";

export { csvText };

export const FORMATS = ["csv", "jsonl", "json"] as const;
export type Format = (typeof FORMATS)[number];

export interface ExportOptions {
  readonly format: Format;
  /** Marks CSV as UTF-8 for programs that guess otherwise. */
  readonly hasBom: boolean;
  /** Epoch milliseconds on the host's clock: states are told as of then. */
  readonly now: number;
  /** Whose each register is. */
  readonly deviceOf: DeviceOf;
}

export const MIME: Readonly<Record<Format, string>> = {
  csv: "text/csv",
  jsonl: "application/jsonl",
  json: "application/json",
};

/** As many registers as a piece holds. */
const PIECE = 500;
const BOM = "\ufeff";

/** The text in pieces, each with how many registers are out after it. */
export function* exportPieces(
  registers: readonly Register[],
  { format, hasBom, ...around }: ExportOptions,
): Generator<{ readonly text: string; readonly done: number }> {
  yield { text: HEADS[format](hasBom), done: 0 };
  for (let from = 0; from < registers.length; from += PIECE) {
    const piece = registers.slice(from, from + PIECE);
    const done = from + piece.length;
    yield { text: BODIES[format](piece, around, done === registers.length), done };
  }
  if (format === "json") yield { text: "]\n", done: registers.length };
}

const HEADS: Readonly<Record<Format, (hasBom: boolean) => string>> = {
  csv: (hasBom) => `${hasBom ? BOM : ""}${COLUMNS.join(",")}\r\n`,
  jsonl: () => "",
  json: () => "[\n",
};

type Around = Pick<ExportOptions, "now" | "deviceOf">;

const BODIES: Readonly<Record<Format, (piece: readonly Register[], around: Around, isLast: boolean) => string>> = {
  csv: (piece, around) => piece.map((register) => csvLine(register, around)).join(""),
  jsonl: (piece, { now }) => piece.map((register) => `${jsonOf(register, now)}\n`).join(""),
  json: (piece, { now }, isLast) =>
    `${piece.map((register) => jsonOf(register, now)).join(",\n")}${isLast ? "" : ","}\n`,
};

const COLUMNS = [
  ...["name", "value", "unit", "type", "state", "device", "source"],
  ...["ttl_seconds", "reported_at", "changed_at", "expired_at", "metadata"],
];

function csvLine(register: Register, { now, deviceOf }: Around): string {
  const { name, value, provider, ttl, providedAt, changedAt, expiredAt, metadata } = register;
  const kind = kindOf(value);
  const plain = plainText(value);
  const fields = [
    csvText(name),
    kind === "number" || kind === "boolean" ? plain : csvText(kind === "null" ? "" : plain),
    csvText(unitOf(register) ?? ""),
    kind,
    freshness(register, now),
    csvText(deviceOf(register)?.name ?? ""),
    csvText(provider),
    ttl === undefined ? "" : String(ttl / 1_000),
    isoWithOffset(providedAt),
    isoWithOffset(changedAt),
    expiredAt === undefined ? "" : isoWithOffset(expiredAt),
    csvText(metadata ?? ""),
  ];
  return `${fields.join(",")}\r\n`;
}

/** Values and metadata go out as they came in: a parsed number may have lost digits. */
export function jsonOf(register: Register, now: number): string {
  const { name, value, provider, ttl, providedAt, changedAt, expiredAt, metadata, revision } = register;
  const members = [
    `"name":${jsonText(name)}`,
    `"value":${value}`,
    metadata && `"metadata":${metadata}`,
    `"state":${jsonText(freshness(register, now))}`,
    `"source":${jsonText(provider)}`,
    ttl !== undefined && `"ttlSeconds":${ttl / 1_000}`,
    `"reportedAt":${jsonText(isoWithOffset(providedAt))}`,
    `"changedAt":${jsonText(isoWithOffset(changedAt))}`,
    expiredAt !== undefined && `"expiredAt":${jsonText(isoWithOffset(expiredAt))}`,
    `"revision":${revision}`,
  ];
  return `{${members.filter(Boolean).join(",")}}`;
}
