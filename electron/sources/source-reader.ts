/** Sources: reads one kind of outside registry each and writes nothing. A reader knows where its documents are and whether
 *  they have changed; what is in them it does not know. Everything here runs in a thread beside the host's. */
import type { Clock } from "#shared/clock.ts";
import type { TestStep } from "#shared/contract/sources.ts";
import type { Limits } from "./limits.ts";

export type DocumentFormat = "json" | "yaml";

/** A document as it came, not looked into. */
export interface FetchedDocument {
  /** What people call it: a path in the folder or repository, or an address without its secrets. */
  readonly name: string;
  readonly format: DocumentFormat;
  readonly bytes: Uint8Array;
}

/** What is known of the last fetch. */
export interface Known {
  readonly revision?: string | undefined;
}

export type Fetched =
  | { readonly kind: "unchanged"; readonly revision: string }
  | {
      readonly kind: "fetched";
      /** The source's own name for this state; undefined when it has none that can be relied on. */
      readonly revision: string | undefined;
      readonly documents: readonly FetchedDocument[];
    };

/** What a peer says has changed. */
export interface PeerChanges {
  /** A document of the registers that are new or different. */
  readonly document: FetchedDocument;
  readonly removed: readonly string[];
  /** Undefined when the peer counts no revisions. */
  readonly revision: string | undefined;
  /** The document is everything there is, and what is not in it is gone. */
  readonly reset: boolean;
}

export interface SourceReader {
  /** Reads the documents, unless the source says that they are those already known.
   *  @throws {FetchError} when they cannot be had; what the signal was aborted with when it was */
  fetch(known: Known | undefined, signal: AbortSignal): Promise<Fetched>;
  /** Goes the way to the registers step by step and ends with the first that fails. */
  test(signal: AbortSignal): AsyncIterable<TestStep>;
  /** Calls when the documents may have changed, soon after, once for a burst of changes. */
  watch?(changed: () => void): Disposable;
  /** Waits for changes after a revision, all of them at first when it is undefined, until the signal is aborted.
   *  @throws {FetchError} when the connection is lost; the caller decides when to follow again, and from where */
  follow?(since: string | undefined, signal: AbortSignal): AsyncIterable<PeerChanges>;
}

/** Says what is in the documents, or what is wrong with them. */
export type Inspect = (
  documents: readonly FetchedDocument[],
  signal: AbortSignal,
) => Promise<{ readonly ok: boolean; readonly message: string }>;

export interface ReaderOptions {
  /** Password or token; kept by nobody here, and never part of a message. */
  readonly secret?: string | undefined;
  /** How long one fetch may take, in milliseconds. */
  readonly timeout: number;
  readonly clock: Clock;
  readonly limits?: Partial<Limits>;
  /** The last step of a test; without it the test ends with the documents in hand. */
  readonly inspect?: Inspect;
}
