import type { RegisterName } from "#shared/model/register.ts";
import type { Source } from "#shared/model/source.ts";
import type { SyncChange } from "#shared/model/sync.ts";
import type { RegisterTexts } from "../document/document-register.ts";
import type { SourceDocument } from "../document/source-document.ts";
import type { RegisterRow, RowsChange } from "../source-store.ts";

/** Registers that travel at once: more would keep the host's thread too long. */
const PORTION = 1_000;

export type Texts = ReadonlyMap<RegisterName, RegisterTexts>;

/** What was found and is not applied yet. */
export interface Held {
  readonly hash: string;
  readonly filterHash: string;
  readonly changes: readonly SyncChange[];
  readonly after: Texts;
}

/** What was read last, and from where. */
export interface Read {
  readonly from: string;
  readonly revision: string | undefined;
  readonly document: SourceDocument;
}

/** What the thread keeps of one source from run to run. */
export interface KnownSource {
  read?: Read | undefined;
  /** What the source provides. */
  applied?: Texts | undefined;
  held?: Held | undefined;
  /** What was heard while following, and not applied yet. */
  followed?: Read | undefined;
}

/** What makes the same document the same: where it comes from, and how strictly it is read. */
export function originOf({ connection, strict }: Source): string {
  return JSON.stringify([connection, strict]);
}

export function textsOf(rows: readonly RegisterRow[]): Map<RegisterName, RegisterTexts> {
  return new Map(rows.map(([name, value, metadata]) => [name, metadata === null ? { value } : { value, metadata }]));
}

/** A part of the changes. @returns undefined behind the last */
export function portionOf({ changes }: Held, index: number): RowsChange | undefined {
  const start = index * PORTION;
  return start < changes.length ? rowsOf(changes.slice(start, start + PORTION)) : undefined;
}

export function textOf({ changes }: Held): SharedArrayBuffer {
  const text = JSON.stringify(rowsOf(changes));
  const json = new SharedArrayBuffer(Buffer.byteLength(text));
  Buffer.from(json).write(text);
  return json;
}

function rowsOf(changes: readonly SyncChange[]): RowsChange {
  const put: RegisterRow[] = [];
  const gone: RegisterName[] = [];
  for (const { name, after, afterMetadata = null } of changes) {
    if (after === undefined) gone.push(name);
    else put.push([name, after, afterMetadata]);
  }
  return { put, gone };
}
