import type { SyncError } from "#shared/model/sync.ts";

/** Why a sync cannot be carried out. The last good registers stay. */
export class SyncFailure extends Error {
  override readonly name = "SyncFailure";
  readonly error: SyncError;
  /** How long the source asks to be left alone, in milliseconds. */
  readonly retryAfter: number | undefined;

  constructor(error: SyncError, options?: ErrorOptions & { retryAfter?: number | undefined }) {
    super(error.message, options);
    this.error = error;
    this.retryAfter = options?.retryAfter;
  }
}
