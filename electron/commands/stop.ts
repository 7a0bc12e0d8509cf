/** npm and its like pass on the Ctrl+C that the terminal has already sent, so a person's one arrives as several. */
const SAME_WISH = 500;

/** Ends when the person or the system asks to: Ctrl+C, SIGTERM, a closed terminal, or the end of the launcher that
 *  started this process. Who asks again does not want to wait for a graceful stop. */
export function stopRequested(): AbortSignal {
  const stop = new AbortController();
  let askedAt = 0;
  const ask = (): void => {
    if (askedAt === 0) askedAt = performance.now();
    else if (performance.now() - askedAt > SAME_WISH) process.exit(1);
    stop.abort();
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, ask);
  if (process.channel !== undefined) {
    process.once("disconnect", ask);
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
