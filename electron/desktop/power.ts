import type { App, BrowserWindow, PowerMonitor } from "electron";
import type { PowerNotices } from "../power.ts";

/** What the system says of its sleep. */
export function powerNotices(powerMonitor: PowerMonitor): PowerNotices {
  return ({ suspend, resume }) => {
    powerMonitor.on("suspend", suspend);
    powerMonitor.on("resume", resume);
    return () => {
      powerMonitor.off("suspend", suspend);
      powerMonitor.off("resume", resume);
    };
  };
}

/** The machine shuts down or the person logs out: Regdesk ends in order, and asks nothing. Windows tells its windows, the
 *  others the power monitor. @param ended also for what must be noted even if there is no time left to end in order */
export function endWithTheSystem(app: App, powerMonitor: PowerMonitor, ended: () => void): void {
  powerMonitor.on("shutdown", ended);
  app.on("browser-window-created", (_event: unknown, window: BrowserWindow) => {
    window.on("session-end", ended);
  });
}
