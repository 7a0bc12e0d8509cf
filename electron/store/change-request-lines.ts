/** Change requests as one text, a line for each, on their way to the writer's thread. */
import { stageOf, type ChangeRequest } from "#shared/model/change-request.ts";

/** A request as it is stored. */
export interface ChangeRequestRow {
  readonly id: number;
  readonly isOver: boolean;
  /** The id of the rule that was about it. */
  readonly rule: string | null;
  /** JSON. */
  readonly request: string;
}

/** Id, whether it is over, the id of its rule, and the request, with tabs between; what there is not is empty. The last two are
 *  JSON, in which line breaks and tabs are escaped. */
export function changeRequestLine(request: ChangeRequest): string {
  const rule = request.rule === undefined ? "" : JSON.stringify(request.rule.id);
  return `${request.id}\t${stageOf(request) === "done" ? "over" : ""}\t${rule}\t${JSON.stringify(request)}\n`;
}

export function changeRequestRows(lines: string): ChangeRequestRow[] {
  const rows: ChangeRequestRow[] = [];
  for (const line of lines.split("\n")) {
    const [id, over, rule, request] = line.split("\t");
    if (request === undefined) continue; // behind the last line
    const ruleId = rule === undefined || rule === "" ? null : (JSON.parse(rule) as string);
    rows.push({ id: Number(id), isOver: over !== "", rule: ruleId, request });
  }
  return rows;
}
