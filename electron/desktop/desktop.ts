/** The desktop shell: one host, one window on it, and the order in which both begin and end. */
import type { BrowserWindow } from "electron";
import { app, ipcMain, Menu, protocol, session, shell } from "electron";
import { join } from "node:path";
import { actorBy, prepareDataDirectory, windowDirectory } from "../config.ts";
import { startHost, type Host, type HostOptions } from "../host.ts";
import type { Logger } from "../logging.ts";
import { serveWindow, WINDOW_SCHEME } from "./app-protocol.ts";
import { reloadAfterCrash } from "./crash.ts";
import { servePorts } from "./ipc.ts";
import { menuTemplate } from "./menu.ts";
import { confine } from "./navigation.ts";
import { OneWindow } from "./one-window.ts";
import { restrictPermissions } from "./permissions.ts";
import { quitOnSignals, stopBeforeQuit } from "./quit.ts";
import { sayWhyNot } from "./start-failure.ts";
import { WindowBounds } from "./window-bounds.ts";
import { windowPage, type WindowPage } from "./window-page.ts";
import { createWindow } from "./window.ts";

export interface DesktopOptions extends HostOptions {
  /** electron-vite's address while it reloads the window hot; never in an installed Regdesk. */
  readonly developmentServer: string | undefined;
}

/** Must be called before Electron is ready. Returns at once; from here on Electron's events lead.
 *  @throws {RegdeskError} `DATA_DIRECTORY_UNUSABLE` */
export function runDesktop(options: DesktopOptions): void {
  const chromiumDirectory = join(options.dataDirectory, "window");
  // Before Electron makes them, because Electron would let others read them.
  for (const directory of [options.dataDirectory, chromiumDirectory]) prepareDataDirectory(directory);
  app.setPath("userData", chromiumDirectory);
  // Electron keeps the lock in the directory just set: one window per data directory.
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  protocol.registerSchemesAsPrivileged([WINDOW_SCHEME]);
  void app.whenReady().then(() => startDesktop(options, join(chromiumDirectory, "bounds.json")));
}

async function startDesktop(options: DesktopOptions, boundsFile: string): Promise<void> {
  const { logger } = options;
  const starting = startHost(options);
  // Before the first wait, so that a quit during the start waits for the host too.
  stopBeforeQuit(app, {
    stop: () => stopped(starting),
    onFailure: (error) => logger.error({ err: error }, "bad stop"),
  });
  quitOnSignals(app);
  const host = await started(starting, logger);
  if (!host) return;

  const page = windowPage(options.developmentServer);
  serveWindow(protocol, windowDirectory());
  restrictPermissions(session.defaultSession, page);
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(menuTemplate({ platform: process.platform, development: !app.isPackaged })),
  );
  const window = new OneWindow(() => openWindow({ host, page, boundsFile, logger }));
  app.on("second-instance", () => window.present());
  app.on("activate", () => window.present());
  app.on("window-all-closed", () => {
    // On macOS a program without windows goes on, and the host with it.
    if (process.platform !== "darwin") app.quit();
  });
  window.present();
}

/** The host, or nothing after saying why there is none. */
async function started(starting: Promise<Host>, logger: Logger): Promise<Host | undefined> {
  try {
    return await starting;
  } catch (error) {
    logger.fatal({ err: error }, "host did not start");
    sayWhyNot(error);
    return undefined;
  }
}

const stopped = async (starting: Promise<Host>) => (await starting)[Symbol.asyncDispose]();

interface OpenOptions {
  readonly host: Host;
  readonly page: WindowPage;
  readonly boundsFile: string;
  readonly logger: Logger;
}

function openWindow({ host, page, boundsFile, logger }: OpenOptions): BrowserWindow {
  const window = createWindow({
    preload: join(app.getAppPath(), "out/preload/preload.cjs"),
    bounds: new WindowBounds(boundsFile, logger),
    icon: join(app.getAppPath(), "resources/icon.png"),
  });
  confine(window.webContents, page, shell);
  servePorts(ipcMain, window, { router: host.router, page, actor: actorBy("window"), logger });
  reloadAfterCrash(window, logger, () => performance.now());
  void window.loadURL(page.address);
  return window;
}
