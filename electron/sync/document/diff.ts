import { parseJson, type JsonText } from "#shared/json.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { SyncChange } from "#shared/model/sync.ts";
import { canonicalText } from "./canonical.ts";
import type { RegisterTexts } from "./document-register.ts";

export interface Diff {
  /** By name: additions, updates and removals together. */
  readonly changes: readonly SyncChange[];
  readonly added: number;
  readonly updated: number;
  readonly removed: number;
  readonly unchanged: number;
}

/** What leads from one state of a source's registers to the other. Spelling and the order of keys are no difference. */
export function diff(
  before: ReadonlyMap<RegisterName, RegisterTexts>,
  after: ReadonlyMap<RegisterName, RegisterTexts>,
): Diff {
  const changes: SyncChange[] = [];
  const counts = { added: 0, updated: 0, removed: 0 };
  const note = (name: RegisterName, kind: SyncChange["kind"], old?: RegisterTexts, now?: RegisterTexts): void => {
    counts[kind]++;
    changes.push({ name, kind, ...beforeOf(old), ...afterOf(now) });
  };
  for (const [name, now] of after) {
    const old = before.get(name);
    if (old === undefined) note(name, "added", undefined, now);
    else if (!isSame(old, now)) note(name, "updated", old, now);
  }
  for (const [name, old] of before) if (!after.has(name)) note(name, "removed", old);
  changes.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { changes, ...counts, unchanged: after.size - counts.added - counts.updated };
}

function isSame(a: RegisterTexts, b: RegisterTexts): boolean {
  return a === b || (isSameText(a.value, b.value) && isSameText(a.metadata, b.metadata));
}

function isSameText(a: JsonText | undefined, b: JsonText | undefined): boolean {
  if (a === b) return true;
  return a !== undefined && b !== undefined && canonical(a) === canonical(b);
}

function canonical(text: JsonText): string {
  return canonicalText(parseJson(text), text);
}

function beforeOf(register: RegisterTexts | undefined): Partial<SyncChange> {
  if (register === undefined) return {};
  const { value, metadata } = register;
  return metadata === undefined ? { before: value } : { before: value, beforeMetadata: metadata };
}

function afterOf(register: RegisterTexts | undefined): Partial<SyncChange> {
  if (register === undefined) return {};
  const { value, metadata } = register;
  return metadata === undefined ? { after: value } : { after: value, afterMetadata: metadata };
}
