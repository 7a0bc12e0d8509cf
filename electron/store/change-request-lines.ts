/** Change requests as one text, a line for each, on their way to the writer's thread. */
import type { Activity } from "#shared/model/activity.ts";
import { stageOf, type ChangeRequest } from "#shared/model/change-request.ts";
import type { Cell } from "./many-rows.ts";

/** Id, when it ended, the id of its rule, and the request, with tabs between; what there is not is empty. The last two are
 *  JSON, in which line breaks and tabs are escaped. @param activity what is stored with it */
export function changeRequestLine(request: ChangeRequest, activity: readonly Activity[]): string {
  const rule = request.rule === undefined ? "" : JSON.stringify(request.rule.id);
  return `${request.id}\t${endOf(request, activity) ?? ""}\t${rule}\t${JSON.stringify(request)}\n`;
}

/** Four cells for each: id, when it ended or null, the id of its rule or null, and the request as JSON. */
export function changeRequestCells(lines: string): Cell[] {
  const cells: Cell[] = [];
  for (const line of lines.split("\n")) {
    const [id, ended, rule, request] = line.split("\t");
    if (request === undefined) continue; // behind the last line
    cells.push(Number(id), ended === "" ? null : Number(ended));
    cells.push(rule === undefined || rule === "" ? null : (JSON.parse(rule) as string), request);
  }
  return cells;
}

/** When its last move was, if it moves no more. */
function endOf(request: ChangeRequest, activity: readonly Activity[]): number | null {
  if (stageOf(request) !== "done") return null;
  const last = activity.findLast((line) => line.kind === "change-request" && line.changeRequest === request.id);
  return last?.at ?? request.outcomeAt ?? request.decidedAt ?? request.requestedAt;
}
