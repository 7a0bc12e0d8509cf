/** Change requests as text for other programs, piece by piece. */
import { jsonText } from "#shared/json.ts";
import type { ChangeRequest } from "#shared/model/change-request.ts";
import { isoWithOffset } from "./export/iso-time.ts";
import { csvText, type Format } from "./export/registers-export.ts";
import { plainText } from "./value.ts";

export interface RequestExport {
  readonly format: Format;
  /** Marks CSV as UTF-8 for programs that guess otherwise. */
  readonly hasBom: boolean;
}

const BOM = "\ufeff";

/** @param pages of requests, in the order in which they go out
 *  @returns the text piece by piece, each with how many requests are out after it */
export async function* requestPieces(
  pages: AsyncIterable<readonly ChangeRequest[]>,
  { format, hasBom }: RequestExport,
): AsyncGenerator<{ readonly text: string; readonly done: number }> {
  let done = 0;
  if (format === "csv") yield { text: `${hasBom ? BOM : ""}${Object.keys(COLUMNS).join(",")}\r\n`, done };
  if (format === "json") yield { text: "[", done };
  for await (const page of pages) {
    if (page.length === 0) continue;
    const text = bodyOf(page, format, done === 0);
    done += page.length;
    yield { text, done };
  }
  if (format === "json") yield { text: "\n]\n", done };
}

function bodyOf(page: readonly ChangeRequest[], format: Format, isFirst: boolean): string {
  if (format === "csv") return page.map(csvLine).join("");
  if (format === "jsonl") return page.map((request) => `${jsonOf(request)}\n`).join("");
  return `${isFirst ? "\n" : ",\n"}${page.map(jsonOf).join(",\n")}`;
}

type Read = (request: ChangeRequest) => string;

const COLUMNS: Readonly<Record<string, Read>> = {
  id: ({ id }) => id,
  register: ({ register }) => csvText(register),
  device: ({ device }) => csvText(device ?? ""),
  previous_value: ({ previousValue }) => csvValue(previousValue),
  value: ({ value }) => csvValue(value),
  state: ({ state }) => state,
  outcome_value: ({ outcomeValue }) => csvValue(outcomeValue),
  requester: ({ requester }) => csvText(requester.person ?? requester.address),
  user_agent: ({ requester }) => csvText(requester.userAgent ?? ""),
  requested_at: ({ requestedAt }) => isoWithOffset(requestedAt),
  decided_at: ({ decidedAt }) => time(decidedAt),
  decided_by: ({ decidedBy }) => csvText(decidedBy ?? ""),
  rule: ({ rule }) => csvText(rule?.name ?? ""),
  note: ({ note }) => csvText(note ?? ""),
  delivered_at: ({ deliveredAt }) => time(deliveredAt),
  deliveries: ({ deliveries }) => String(deliveries),
  outcome_at: ({ outcomeAt }) => time(outcomeAt),
  superseded_by: ({ supersededBy }) => supersededBy ?? "",
};

const csvLine: Read = (request) =>
  `${Object.values(COLUMNS)
    .map((read) => read(request))
    .join(",")}\r\n`;

const time = (at: number | undefined) => (at === undefined ? "" : isoWithOffset(at));

/** A negative number is no formula. */
function csvValue(value: string | undefined): string {
  if (value === undefined) return "";
  return /^-?\d/.test(value) ? value : csvText(plainText(value));
}

const TIMES = ["requestedAt", "expiresAt", "decidedAt", "deliverableAt", "deliveredAt", "outcomeAt"] as const;

/** Values go out as they came in: a parsed number may have lost digits. */
function jsonOf({ value, previousValue, outcomeValue, ...others }: ChangeRequest): string {
  const told: Record<string, unknown> = { ...others };
  for (const key of TIMES) if (others[key] !== undefined) told[key] = isoWithOffset(others[key]);
  const members = Object.entries(told)
    .filter(([, member]) => member !== undefined)
    .map(([key, member]) => `${jsonText(key)}:${JSON.stringify(member)}`);
  const values = Object.entries({ value, previousValue, outcomeValue })
    .filter(([, text]) => text !== undefined)
    .map(([key, text]) => `${jsonText(key)}:${text ?? "null"}`);
  return `{${[...members, ...values].join(",")}}`;
}
