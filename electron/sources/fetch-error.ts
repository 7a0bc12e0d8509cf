import type { FetchFailure } from "#shared/model/sync.ts";

/** Why the documents of a source cannot be had. Its message says to people what is wrong, where, and what to do. */
export class FetchError extends Error {
  override readonly name = "FetchError";
  /** How soon it is tried again depends on it. */
  readonly class: FetchFailure;
  /** How long the source asks to be left alone, in milliseconds. */
  readonly retryAfter: number | undefined;

  constructor(failure: FetchFailure, message: string, options?: ErrorOptions & { retryAfter?: number | undefined }) {
    super(message, options);
    this.class = failure;
    this.retryAfter = options?.retryAfter;
  }
}
