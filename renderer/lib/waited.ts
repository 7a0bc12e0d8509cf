/** Resolves after `delay` milliseconds or when the signal aborts, whichever is first; without a delay, only then. */
export function waited(delay: number | undefined, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const timer = delay === undefined ? undefined : setTimeout(resolve, delay);
    signal.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
  });
}
