import type { Activity } from "#shared/model/activity.ts";
import { stageOf, type ChangeRequest } from "#shared/model/change-request.ts";
import type { FleetWrite } from "../fleet/fleet-store.ts";
import type { SourceWrite } from "../sync/source-store.ts";
import { canonicalLine } from "./audit-chain.ts";
import { DOCUMENT_NAMES, type DocumentName } from "./documents-table.ts";
import type { Cell } from "./many-rows.ts";
import type { RegisterWrite, Write } from "./write.ts";

/** Writes on their way to the writer's thread. What comes in hundreds a second is turned into rows here, once: copying
 *  objects to a thread that turns them into texts costs more than storing the texts. */
export interface Batch {
  readonly registers: RegisterWrite[];
  /** Four for each: id, when it ended or null, the id of its rule or null, and the request as JSON. */
  readonly changeRequests: Cell[];
  /** Of the audit, as canonical texts. */
  readonly lines: string[];
  readonly sync: SourceWrite[];
  readonly fleet: FleetWrite[];
  readonly documents: { readonly name: DocumentName; readonly text: string }[];
}

export function emptyBatch(): Batch {
  return { registers: [], changeRequests: [], lines: [], sync: [], fleet: [], documents: [] };
}

/** Writes that are stored in this order. */
export function batchOf(...writes: readonly Write[]): Batch {
  const batch = emptyBatch();
  for (const write of writes) addTo(batch, write);
  return batch;
}

export function addTo(batch: Batch, write: Write): void {
  const { registers, goneRegisters, revision, activity = [] } = write;
  if (registers !== undefined || goneRegisters !== undefined || revision !== undefined) {
    batch.registers.push({ registers, goneRegisters, revision });
  }
  for (const request of write.changeRequests ?? []) batch.changeRequests.push(...cellsOf(request, activity));
  for (const happening of activity) batch.lines.push(canonicalLine(happening));
  if (write.sync !== undefined) batch.sync.push(write.sync);
  if (write.fleet !== undefined) batch.fleet.push(write.fleet);
  for (const name of DOCUMENT_NAMES) {
    const document = write[name];
    if (document !== undefined) batch.documents.push({ name, text: JSON.stringify(document) });
  }
}

/** Registers may be lost by a moment, and are written four times a second; so may how a source is doing, which the next sync
 *  finds out anew. A decision may not. */
export function mustSurvive({ changeRequests, lines, sync, documents }: Batch): boolean {
  return changeRequests.length + lines.length + documents.length > 0 || sync.some(isWished);
}

function isWished({ sources, goneSources, overrides, clearedOverrides }: SourceWrite): boolean {
  return [sources, goneSources, overrides, clearedOverrides].some((wished) => wished !== undefined);
}

function cellsOf(request: ChangeRequest, activity: readonly Activity[]): Cell[] {
  return [Number(request.id), endOf(request, activity), request.rule?.id ?? null, JSON.stringify(request)];
}

/** When its last move was, if it moves no more. */
function endOf(request: ChangeRequest, activity: readonly Activity[]): number | null {
  if (stageOf(request) !== "done") return null;
  const last = activity.findLast((line) => line.kind === "change-request" && line.changeRequest === request.id);
  return last?.at ?? request.outcomeAt ?? request.decidedAt ?? request.requestedAt;
}
