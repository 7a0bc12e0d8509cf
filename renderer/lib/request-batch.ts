/** What has happened to a request since it was put on a review sheet. The sheet acts on exactly what it lists, and what
 *  is no longer what was listed is not acted on. */
import { parseJson, sameJson, type JsonText } from "#shared/json.ts";
import type { ChangeRequest } from "#shared/model/change-request.ts";

export interface SheetLine {
  /** As it was when the sheet was opened. */
  readonly request: ChangeRequest;
  /** What the register held then; where nobody knew that, what it held when somebody asked. */
  readonly seen: JsonText | undefined;
}

export type LineChange =
  | { readonly kind: "over"; readonly request: ChangeRequest }
  | { readonly kind: "gone" }
  | { readonly kind: "moved"; readonly value: JsonText | undefined };

/** @param request as it is now  @param value what its register holds now  @returns nothing when all is as it was */
export function changeOf(
  line: SheetLine,
  request: ChangeRequest | undefined,
  value: JsonText | undefined,
): LineChange | undefined {
  if (!request) return { kind: "gone" };
  if (request.state !== "pending") return { kind: "over", request };
  return isSameValue(line.seen, value ?? request.previousValue) ? undefined : { kind: "moved", value };
}

/** Whether two JSON texts mean the same; both may be missing. */
export function isSameValue(a: JsonText | undefined, b: JsonText | undefined): boolean {
  if (a === b) return true;
  return a !== undefined && b !== undefined && sameJson(parseJson(a), parseJson(b));
}

/** The lines by device, in the order in which the devices first come; those without one last. */
export function byDevice(
  lines: readonly SheetLine[],
  deviceOf: (line: SheetLine) => string | undefined,
): (readonly [device: string | undefined, lines: readonly SheetLine[]])[] {
  const groups = [...Map.groupBy(lines, deviceOf)];
  return groups.sort(([a], [b]) => Number(a === undefined) - Number(b === undefined));
}
