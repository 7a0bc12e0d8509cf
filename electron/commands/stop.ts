/** Ends when the person or the system asks to: Ctrl+C, SIGTERM, a closed terminal, or the end of the launcher that
 *  started this process. A second Ctrl+C does not wait for a graceful stop. */
export function stopRequested(): AbortSignal {
  const stop = new AbortController();
  const request = (): void => stop.abort();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => {
      request();
      process.once(signal, () => process.exit(1));
    });
  }
  if (process.channel !== undefined) {
    process.once("disconnect", request);
    process.channel.unref();
  }
  return stop.signal;
}

export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
