import type { App, BrowserWindow, PowerMonitor } from "electron";

/** The machine shuts down or the person logs out: Regdesk ends in order, and asks nothing. Windows tells its windows, the
 *  others the power monitor. @param ended also for what must be noted even if there is no time left to end in order */
export function endWithTheSystem(app: App, powerMonitor: PowerMonitor, ended: () => void): void {
  powerMonitor.on("shutdown", ended);
  app.on("browser-window-created", (_event: unknown, window: BrowserWindow) => {
    window.on("session-end", ended);
  });
}
