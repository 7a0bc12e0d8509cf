import type { BrowserWindow } from "electron";
import type { Logger } from "../logging.ts";

/** A page that dies again within this time, in milliseconds, would only die once more. */
const AGAIN = 10_000;

/** Loads the page anew when its process died (out of memory, a driver's fault): the host is alive, only its picture is gone. */
export function reloadAfterCrash(window: BrowserWindow, logger: Logger, monotonic: () => number): void {
  let lastCrash = -Infinity;
  window.webContents.on("render-process-gone", (_event, { reason, exitCode }) => {
    if (reason === "clean-exit") return;
    logger.error({ reason, exitCode }, "window process gone");
    const now = monotonic();
    if (now - lastCrash > AGAIN) window.webContents.reload();
    lastCrash = now;
  });
}
