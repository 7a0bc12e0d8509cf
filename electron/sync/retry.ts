import type { FetchFailure, SyncError } from "#shared/model/sync.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const LONGEST = 60 * MINUTE;

/** How soon a failed sync is tried again the first time. What a technician has to mend is tried less often. */
const FIRST: Readonly<Record<FetchFailure, number>> = {
  dns: 30 * SECOND,
  refused: 30 * SECOND,
  timeout: MINUTE,
  "not-found": 2 * MINUTE,
  tls: 5 * MINUTE,
  "rate-limit": 5 * MINUTE,
  auth: 10 * MINUTE,
  "too-large": 10 * MINUTE,
  other: MINUTE,
};

export interface FailedAttempt {
  readonly error: SyncError;
  /** How many attempts have failed since the last success, this one included. */
  readonly attempts: number;
  /** What the source asked for, in milliseconds. */
  readonly retryAfter?: number | undefined;
  /** From 0 to 1, so that sources that failed together do not come back together. */
  readonly jitter: number;
}

/** How long to wait after a failed sync, in milliseconds: doubling up to an hour, and never shorter than the source asked for. */
export function retryDelay({ error, attempts, retryAfter = 0, jitter }: FailedAttempt): number {
  const first = FIRST[error.class ?? "other"];
  const doubled = Math.min(first * 2 ** Math.min(attempts - 1, 20), Math.max(LONGEST, first));
  return Math.max(Math.round(doubled * (1 + jitter * 0.1)), retryAfter);
}
