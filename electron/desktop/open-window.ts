import { app, ipcMain, shell, type BrowserWindow } from "electron";
import { join } from "node:path";
import { actorBy } from "../config.ts";
import type { Logger } from "../logging.ts";
import type { HostRouter } from "../rpc/router.ts";
import { reloadAfterCrash } from "./crash.ts";
import { servePorts } from "./ipc.ts";
import type { Messages } from "./messages/messages.ts";
import { confine } from "./navigation.ts";
import type { WindowBounds } from "./window-bounds.ts";
import type { WindowPage } from "./window-page.ts";
import { createWindow } from "./window.ts";

export interface OpenWindowOptions {
  readonly page: WindowPage;
  /** Where in the page it begins, for example `#/changes`; nothing is the page's own beginning. */
  readonly place: string;
  readonly bounds: WindowBounds;
  readonly router: HostRouter;
  readonly text: () => Messages;
  readonly logger: Logger;
}

/** The window, kept to its page and joined to the host. */
export function openWindow({ page, place, bounds, router, text, logger }: OpenWindowOptions): BrowserWindow {
  const window = createWindow({
    preload: join(app.getAppPath(), "out/preload/preload.cjs"),
    bounds,
    icon: join(app.getAppPath(), "resources/icon.png"),
  });
  confine(window.webContents, page, shell);
  servePorts(ipcMain, window, { router, page, actor: actorBy("window"), logger });
  reloadAfterCrash(window, { logger, text, monotonic: () => performance.now() });
  void window.loadURL(`${page.address}${place}`);
  return window;
}
