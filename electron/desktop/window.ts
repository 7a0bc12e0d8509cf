import type { Rectangle, WebPreferences } from "electron";
import { BrowserWindow, nativeTheme, screen } from "electron";
import { DEFAULT_SIZE, MINIMUM_SIZE, type WindowBounds } from "./window-bounds.ts";

/** As the window's own stylesheet has them, so that nothing flashes before the page is drawn. */
const BACKGROUND = { light: "#ffffff", dark: "#12171d" } as const;

export interface WindowOptions {
  /** Built preload script. */
  readonly preload: string;
  readonly bounds: WindowBounds;
  /** For window managers that take it from the window (Linux). */
  readonly icon: string;
}

/** The one window, not yet loaded; it shows itself when its page is first drawn. */
export function createWindow({ preload, bounds, icon }: WindowOptions): BrowserWindow {
  const last = bounds.remembered(screen.getAllDisplays().map(workArea));
  const window = new BrowserWindow({
    ...DEFAULT_SIZE,
    ...(last && { x: last.x, y: last.y, width: last.width, height: last.height }),
    minWidth: MINIMUM_SIZE.width,
    minHeight: MINIMUM_SIZE.height,
    title: "Regdesk",
    icon,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    webPreferences: webPreferences(preload),
  });
  if (last?.maximized) window.maximize();
  window.once("ready-to-show", () => window.show());
  window.on("close", () => bounds.remember({ ...window.getNormalBounds(), maximized: window.isMaximized() }));
  return window;
}

/** The defaults of today's Electron, written down so that no later default changes them. */
function webPreferences(preload: string): WebPreferences {
  return {
    preload,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    nodeIntegrationInWorker: false,
    webSecurity: true,
    webviewTag: false,
    spellcheck: false,
  };
}

const workArea = (display: { readonly workArea: Rectangle }) => display.workArea;
