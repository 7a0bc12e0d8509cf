import type { PeerChanges } from "../../sources/source-reader.ts";
import type { DocumentRegister } from "../document/document-register.ts";
import { hashOf, orderOf } from "../document/document-hash.ts";
import { readDocuments, type SourceDocument } from "../document/source-document.ts";
import { readerOf } from "./evaluate.ts";
import { originOf, type KnownSource, type Read } from "./known-source.ts";
import type { ThreadQuestion } from "./thread-message.ts";

/** What a peer is after each of its changes, as if all of it had been fetched. Without what was read last everything is asked
 *  for first. @throws {SyncFailure}; what the signal was aborted with */
export async function* followed(
  question: Extract<ThreadQuestion, { kind: "follow" }>,
  known: KnownSource,
  signal: AbortSignal,
): AsyncGenerator<Read, void, undefined> {
  const { source } = question;
  const from = originOf(source);
  const start = known.read?.from === from && known.read.revision === question.since ? known.read : undefined;
  let whole = start?.document;
  const changes = readerOf(question).follow?.(start?.revision, signal);
  if (changes === undefined) return;
  for await (const change of changes) {
    // It counts anew, as after a restore: what was read before is not newer because its revision is higher.
    if (change.reset && change.revision !== undefined) known.read = undefined;
    whole = await withChange(whole, change, source.strict, signal);
    yield { from, revision: change.revision, document: whole };
  }
}

async function withChange(
  before: SourceDocument | undefined,
  { document, removed, reset }: PeerChanges,
  strict: boolean,
  signal: AbortSignal,
): Promise<SourceDocument> {
  const changed = await readDocuments([document], { strict, known: before }, signal);
  if (reset || before === undefined) return changed;
  const registers = new Map<string, DocumentRegister>(before.registers);
  for (const name of removed) registers.delete(name);
  for (const [name, register] of changed.registers) registers.set(name, register);
  const names = orderOf(registers, before.names);
  // What could not be taken before may be what has changed, and is told with the next fetch of everything.
  const { skipped, skippedCount, fingerprint } = changed;
  return { registers, names, hash: hashOf(registers, names), skipped, skippedCount, fingerprint };
}
