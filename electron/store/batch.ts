import type { FleetWrite } from "../fleet/fleet-store.ts";
import type { SourceWrite } from "../sync/source-store.ts";
import { canonicalLine } from "./audit-chain.ts";
import { changeRequestLine } from "./change-request-lines.ts";
import { DOCUMENT_NAMES, type DocumentName } from "./documents-table.ts";
import type { RegisterWrite, Write } from "./write.ts";

/** Writes on their way to the writer's thread. What comes in hundreds a second becomes one text here: copying objects to a
 *  thread that turns them into texts costs more than storing the texts, and copying one long text less than many short. */
export interface Batch {
  readonly registers: RegisterWrite[];
  /** A line for each, as `changeRequestLine` writes it. */
  changeRequests: string;
  /** Of the audit, canonical texts, which have no line breaks; each ends with one. */
  lines: string;
  readonly sync: SourceWrite[];
  readonly fleet: FleetWrite[];
  readonly documents: { readonly name: DocumentName; readonly text: string }[];
}

export function emptyBatch(): Batch {
  return { registers: [], changeRequests: "", lines: "", sync: [], fleet: [], documents: [] };
}

/** Writes that are stored in this order. */
export function batchOf(...writes: readonly Write[]): Batch {
  const batch = emptyBatch();
  for (const write of writes) addTo(batch, write);
  return batch;
}

export function addTo(batch: Batch, write: Write): void {
  const { registers, refreshed, goneRegisters, revision, activity = [] } = write;
  if (registers !== undefined || goneRegisters !== undefined || revision !== undefined) {
    batch.registers.push({ registers, refreshed, goneRegisters, revision });
  }
  for (const request of write.changeRequests ?? []) batch.changeRequests += changeRequestLine(request);
  for (const happening of activity) batch.lines += `${canonicalLine(happening)}\n`;
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
