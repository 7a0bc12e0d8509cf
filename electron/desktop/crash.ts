import { app, dialog, type BrowserWindow } from "electron";
import type { Logger } from "../logging.ts";
import type { Messages } from "./messages/messages.ts";

/** A page that dies again within this time, in milliseconds, would only die once more. */
const AGAIN = 10_000;

export interface CrashOptions {
  readonly logger: Logger;
  readonly monotonic: () => number;
  readonly text: () => Messages;
}

/** Loads the page anew when its process died (out of memory, a driver's fault): the host is alive, only its picture is gone.
 *  When it dies at once again, the person decides. */
export function reloadAfterCrash(window: BrowserWindow, { logger, monotonic, text }: CrashOptions): void {
  let lastCrash = -Infinity;
  window.webContents.on("render-process-gone", (_event, { reason, exitCode }) => {
    if (reason === "clean-exit") return;
    logger.error({ reason, exitCode }, "window process gone");
    const now = monotonic();
    const isAgain = now - lastCrash <= AGAIN;
    lastCrash = now;
    if (isAgain) void askAboutCrash(window, text());
    else window.webContents.reload();
  });
}

async function askAboutCrash(window: BrowserWindow, { windowGone }: Messages): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: "error",
    message: windowGone.title,
    detail: windowGone.detail,
    buttons: [windowGone.again, windowGone.quit],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  if (response === 1) app.quit();
  else if (!window.isDestroyed()) window.webContents.reload();
}
