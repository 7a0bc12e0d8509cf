import type { App } from "electron";

interface Stop {
  /** May be called while the host is still starting; settles when there is no host any more. */
  readonly stop: () => Promise<void>;
  /** A host that stops badly must not keep Electron from quitting. */
  readonly onFailure: (error: unknown) => void;
}

/** Lets the host stop before Electron does: the first `will-quit` is held back, the host disposed of, then Electron quits.
 *  Asking again meanwhile (a second Ctrl+C, the menu) changes nothing: what is stored is worth the wait. */
export function stopBeforeQuit(app: App, { stop, onFailure }: Stop): void {
  let stopping: Promise<void> | undefined;
  let stopped = false;
  app.on("will-quit", (event) => {
    if (stopped) return;
    event.preventDefault();
    stopping ??= stop()
      .catch(onFailure)
      .then(() => {
        stopped = true;
        app.quit();
      });
  });
}

/** Ctrl+C and a service manager's stop. To be called when Electron is ready, for until then it puts its own handlers in
 *  place, which would kill at the second signal. */
export function quitOnSignals(quit: () => void): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => quit());
}
