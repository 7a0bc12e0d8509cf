import type { Clock } from "#shared/clock.ts";

/** Resolves when the time has passed, or the signal is aborted. @param length milliseconds */
export function passed(length: number, clock: Clock, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      timer.cancel();
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = clock.after(length, end);
    signal.addEventListener("abort", end, { once: true });
  });
}
