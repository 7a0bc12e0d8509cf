import type { Batch } from "./batch.ts";

/** What the host asks of the writer's thread. */
export type WriterMessage =
  | { readonly kind: "batch"; readonly batch: Batch }
  | { readonly kind: "back-up"; readonly now: number; readonly kept: number }
  | { readonly kind: "close" };

/** What the writer's thread answers; one answer covers every batch of a commit, and they are answered in their order. The
 *  hashes of its lines are one text, which is cheaper to copy. */
export type WriterAnswer =
  | { readonly kind: "backup-made"; readonly path: string }
  | { readonly kind: "backup-failed"; readonly code: string }
  | { readonly kind: "committed"; readonly batches: number; readonly firstLine: number; readonly hashes: string }
  | { readonly kind: "failed"; readonly batches: number; readonly code: string };

/** Lines that came to stand in the audit one after the other. */
export interface ChainedLines {
  /** The id of the first; the others count on. */
  readonly firstLine: number;
  readonly hashes: readonly string[];
}
