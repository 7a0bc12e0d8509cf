import { setTimeout as pause } from "node:timers/promises";
import { formatDuration } from "#shared/duration.ts";
import { FetchError } from "./fetch-error.ts";

/** Does the work until it is done, aborted or out of time. Whoever waits is let go at once in any case, because a dead network
 *  drive or a library may not notice the signal.
 *  @param place what did not answer  @param timeout milliseconds
 *  @throws {FetchError} `timeout`; what the signal was aborted with */
export async function inTime<T>(
  place: string,
  timeout: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const late = AbortSignal.timeout(timeout);
  const ended = AbortSignal.any([signal, late]);
  try {
    return await orAborted(work(ended), ended);
  } catch (error) {
    signal.throwIfAborted();
    if (!late.aborted) throw error;
    const length = formatDuration(timeout);
    throw new FetchError(
      "timeout",
      `${place} did not answer in full within ${length}; check the connection to it, or give the source more time.`,
    );
  }
}

/** The work's outcome, or the signal's reason as soon as it is aborted. */
export async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(signal.reason as Error);
  if (signal.aborted) abort();
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", abort);
    // The loser's failure is nobody's business any more.
    work.catch(() => undefined);
    aborted.promise.catch(() => undefined);
  }
}

/** Waits. @param length milliseconds  @throws what the signal was aborted with */
export async function rest(length: number, signal: AbortSignal): Promise<void> {
  await pause(length, undefined, { signal }).catch(() => undefined);
  signal.throwIfAborted();
}
