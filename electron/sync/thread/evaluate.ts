/** One look at a source, up to the point where something would be changed: fetch, read, compare, filter and compare again.
 *  It runs in the thread beside the host's. */
import { systemClock } from "../../clock.ts";
import { FetchError } from "../../sources/fetch-error.ts";
import { openReader } from "../../sources/open-reader.ts";
import type { Fetched, SourceReader } from "../../sources/source-reader.ts";
import type { Source } from "#shared/model/source.ts";
import type { SyncError } from "#shared/model/sync.ts";
import { diff } from "../document/diff.ts";
import { selectionHash } from "../document/document-hash.ts";
import { DocumentInvalid } from "../document/document-invalid.ts";
import { inspection } from "../document/inspection.ts";
import { select, type Selected } from "../document/selection.ts";
import { readDocuments } from "../document/source-document.ts";
import { shouldSync } from "../should-sync.ts";
import { SyncFailure } from "../sync-failure.ts";
import { originOf, textsOf, type Held, type KnownSource, type Read, type Texts } from "./known-source.ts";
import type { Evaluated, Evaluation } from "./thread-message.ts";

/** So many changes a preview shows. */
const SHOWN = 10_000;
const MOST_SKIPPED = 1_000;

/** Reads what is stored of a source. @throws {RegdeskError} `STORE_UNAVAILABLE` */
export type ReadStored = (source: string) => Parameters<typeof textsOf>[0];

/** @throws {SyncFailure}; what the signal was aborted with */
export async function evaluate(
  evaluation: Evaluation,
  known: KnownSource,
  readStored: ReadStored,
  signal: AbortSignal,
): Promise<Evaluated> {
  const { source, facts, confirmed } = evaluation;
  const filterHash = selectionHash(source.filter, source.prefix);
  const read = await readAnew(evaluation, known, filterHash, signal);
  const { hash } = read.document;
  const isUnchanged = hash === evaluation.known.hash;
  const decision = shouldSync(facts, isUnchanged ? "unchanged" : "changed");
  const common = {
    decision,
    hash,
    revision: read.revision,
    filterHash,
    skipped: read.document.skipped,
    skippedCount: read.document.skippedCount,
  };
  // After a failure what was applied before it is still there, and nothing is written for it.
  const isNothingToDo = !decision.sync || (isUnchanged && !facts.isFilterChanged && confirmed === undefined);
  if (isNothingToDo && evaluation.isPreview !== true) return { ...common, counts: undefined, changes: [] };
  const before = appliedIn(evaluation, known, readStored);
  const selected = selectedFrom(read, source);
  const after = withLeftOut(selected.registers, before, confirmed?.leaveOut ?? []);
  const { changes, ...counts } = diff(before, after);
  if (evaluation.isPreview !== true) known.held = { hash, filterHash, changes, after };
  return {
    ...common,
    skipped: [...common.skipped, ...selected.skipped].slice(0, MOST_SKIPPED),
    skippedCount: common.skippedCount + selected.skipped.length,
    counts: { ...counts, before: before.size, after: after.size },
    changes: evaluation.isPreview === true ? changes.slice(0, SHOWN) : [],
  };
}

/** The documents as they are now. */
async function readAnew(
  evaluation: Evaluation,
  known: KnownSource,
  filterHash: string,
  signal: AbortSignal,
): Promise<Read> {
  const { source, isPreview } = evaluation;
  const from = originOf(source);
  const before = known.read?.from === from ? known.read : undefined;
  const atHand = heldIn(evaluation, known, before, filterHash) ?? heardIn(evaluation, known, before);
  if (atHand !== undefined) return (known.read = atHand);
  const fetched = await fetchFrom(readerOf(evaluation), revisionKnown(evaluation, before), signal);
  if (fetched.kind === "unchanged") {
    return before === undefined ? unread(evaluation, fetched.revision) : { ...before, revision: fetched.revision };
  }
  const document = await documentIn(fetched, source, before, signal);
  const read = { from, revision: fetched.revision, document };
  if (isPreview !== true) known.read = read;
  return read;
}

/** What has been confirmed is what was held back, whatever the source says meanwhile. */
function heldIn({ confirmed }: Evaluation, { held }: KnownSource, before: Read | undefined, filterHash: string) {
  if (confirmed === undefined || held?.hash !== confirmed.hash || held.filterHash !== filterHash) return undefined;
  return before?.document.hash === confirmed.hash ? before : undefined;
}

/** What was heard while following, unless a fetch has overtaken it. */
function heardIn({ source, isFollowed }: Evaluation, { followed }: KnownSource, before: Read | undefined) {
  if (isFollowed !== true || followed?.from !== originOf(source)) return undefined;
  return before !== undefined && revisionIn(followed) < revisionIn(before) ? before : followed;
}

function revisionIn({ revision }: Read): number {
  return Number(revision ?? 0);
}

/** The source says that it is as it was when it was last applied, which is all there is to know. */
function unread({ known }: Evaluation, revision: string): Read {
  const document = { registers: new Map(), names: [], skipped: [], skippedCount: 0, fingerprint: "" };
  return { from: "", revision, document: { ...document, hash: known.hash ?? "" } };
}

/** Which state of the source need not be sent again: one that is at hand, or whose registers will not be needed. */
function revisionKnown({ facts, known, isPreview }: Evaluation, before: Read | undefined): string | undefined {
  if (before !== undefined) return before.revision;
  const isSettled = facts.phase === "complete" && !facts.isFilterChanged && isPreview !== true;
  return isSettled && known.hash !== undefined ? known.revision : undefined;
}

export function readerOf({ source, secret }: Pick<Evaluation, "source" | "secret">): SourceReader {
  const { connection, timeout, strict } = source;
  refuseWithoutSecret(source, secret);
  try {
    return openReader(connection, { secret, timeout, clock: systemClock, inspect: inspection(strict) });
  } catch (error) {
    const message = `A source of the kind ${connection.kind} cannot be read here: ${String(error)}`;
    throw new SyncFailure({ code: "HandlerCreationFailed", message }, { cause: error });
  }
}

function refuseWithoutSecret({ name, connection }: Source, secret: string | undefined): void {
  if (connection.kind !== "http" || connection.auth.kind === "none" || secret !== undefined) return;
  const what = connection.auth.kind === "basic" ? "a password" : "a token";
  throw new SyncFailure({ code: "ValidationFailed", message: `The source ${name} needs ${what}; give it one.` });
}

async function fetchFrom(reader: SourceReader, revision: string | undefined, signal: AbortSignal): Promise<Fetched> {
  try {
    return await reader.fetch({ revision }, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw fetchFailure(error);
  }
}

/** @returns the error itself when it is none of fetching */
export function fetchFailure(error: unknown): unknown {
  if (!(error instanceof FetchError)) return error;
  const { message, retryAfter } = error;
  return new SyncFailure({ code: "FetchFailed", class: error.class, message }, { cause: error, retryAfter });
}

async function documentIn(
  fetched: Extract<Fetched, { kind: "fetched" }>,
  { strict }: Source,
  before: Read | undefined,
  signal: AbortSignal,
) {
  try {
    return await readDocuments(fetched.documents, { strict, known: before?.document }, signal);
  } catch (error) {
    if (!(error instanceof DocumentInvalid)) throw error;
    throw new SyncFailure({ code: "DataInvalid", message: error.message }, { cause: error });
  }
}

function selectedFrom({ document }: Read, { filter, prefix }: Source): Selected {
  try {
    return select(document.registers, filter, prefix);
  } catch (error) {
    const sync: SyncError = { code: "FilterFailed", message: `The filter cannot be applied: ${String(error)}` };
    throw new SyncFailure(sync, { cause: error });
  }
}

function appliedIn({ source, applied }: Evaluation, known: KnownSource, readStored: ReadStored): Texts {
  if (typeof applied !== "string") return (known.applied = textsOf(applied));
  if (known.applied !== undefined) return known.applied;
  if (applied === "known") return (known.applied = new Map());
  try {
    return (known.applied = textsOf(readStored(source.name)));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new SyncFailure({ code: "StorageFailed", message }, { cause: error });
  }
}

/** What is left out stays as it was. */
function withLeftOut(after: Texts, before: Texts, leaveOut: readonly string[]): Texts {
  if (leaveOut.length === 0) return after;
  const registers = new Map(after);
  for (const name of leaveOut as readonly Held["changes"][number]["name"][]) {
    const old = before.get(name);
    if (old === undefined) registers.delete(name);
    else registers.set(name, old);
  }
  return registers;
}
