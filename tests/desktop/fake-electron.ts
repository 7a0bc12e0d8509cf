/** A stand-in for the `electron` module, as far as the desktop uses it: same names, same order of events, no Electron. */
import { EventEmitter } from "node:events";
import { fileURLToPath } from "node:url";
import { FakeMessagePort } from "./fake-message-port.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** An event whose default can be prevented, with what else it carries. */
export class FakeEvent {
  defaultPrevented = false;
  readonly url: string;
  constructor(url = "") {
    this.url = url;
  }
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

export class FakeFrame {
  url = "";
}

type WindowOpenHandler = (details: { url: string }) => { action: string };

export class FakeWebContents extends EventEmitter {
  readonly mainFrame = new FakeFrame();
  reloads = 0;
  windowOpenHandler: WindowOpenHandler | undefined;
  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.windowOpenHandler = handler;
  }
  reload(): void {
    this.reloads++;
  }
  /** What a page does when it follows a link. */
  navigate(url: string): FakeEvent {
    const event = new FakeEvent(url);
    this.emit("will-navigate", event);
    return event;
  }
}

export class FakeWindow extends EventEmitter {
  readonly options: Record<string, unknown>;
  readonly webContents = new FakeWebContents();
  readonly calls: string[] = [];
  bounds: Bounds;
  minimized = false;
  maximized = false;
  destroyed = false;
  readonly #desktop: FakeElectron;

  constructor(options: Record<string, unknown>, desktop: FakeElectron) {
    super();
    this.options = options;
    const { x = 0, y = 0, width, height } = options as Partial<Bounds>;
    this.bounds = { x, y, width: width ?? 800, height: height ?? 600 };
    this.#desktop = desktop;
    desktop.windows.push(this);
  }
  loadURL(url: string): Promise<void> {
    this.webContents.mainFrame.url = url;
    return Promise.resolve();
  }
  show = () => void this.calls.push("show");
  focus = () => void this.calls.push("focus");
  restore = () => void this.calls.push("restore");
  maximize = () => void this.calls.push("maximize");
  isMinimized = () => this.minimized;
  isMaximized = () => this.maximized;
  getNormalBounds = () => this.bounds;
  close(): void {
    this.destroy();
    if (this.#desktop.windows.length === 0) this.#desktop.app.emit("window-all-closed");
  }
  destroy(): void {
    this.emit("close", new FakeEvent());
    this.destroyed = true;
    this.#desktop.windows.splice(this.#desktop.windows.indexOf(this), 1);
    this.emit("closed");
  }
}

class FakeApp extends EventEmitter {
  isPackaged = false;
  hasLock = true;
  readonly paths: Record<string, string> = {};
  /** Once it is set, Electron has ended. */
  exitCode: number | undefined;
  readonly #desktop: FakeElectron;
  constructor(desktop: FakeElectron) {
    super();
    this.#desktop = desktop;
  }
  getAppPath = () => root;
  setPath = (name: string, path: string) => void (this.paths[name] = path);
  requestSingleInstanceLock = () => this.hasLock;
  whenReady = () => new Promise<void>((resolve) => setImmediate(resolve));
  /** Windows first, then `will-quit`, which can still be held back; no `window-all-closed`, just as Electron. */
  quit(): void {
    this.emit("before-quit", new FakeEvent());
    for (const window of [...this.#desktop.windows]) window.destroy();
    const event = new FakeEvent();
    this.emit("will-quit", event);
    if (!event.defaultPrevented) this.exit(0);
  }
  /** At once: neither windows nor `will-quit` are asked. */
  exit(code = 0): void {
    if (this.exitCode !== undefined) return;
    this.exitCode = code;
    this.emit("quit", {}, code);
  }
}

interface MenuItem {
  readonly role?: string;
  readonly submenu?: readonly MenuItem[];
}

class FakeMenu {
  static applicationMenu: FakeMenu | undefined;
  readonly items: readonly MenuItem[];
  constructor(items: readonly MenuItem[]) {
    this.items = items;
  }
  static buildFromTemplate = (items: readonly MenuItem[]) => new FakeMenu(items);
  static setApplicationMenu = (menu: FakeMenu) => void (FakeMenu.applicationMenu = menu);
  roles(): string[] {
    const all = (items: readonly MenuItem[]): string[] =>
      items.flatMap(({ role, submenu }) => [...(role ? [role] : []), ...all(submenu ?? [])]);
    return all(this.items);
  }
}

type PermissionRequest = (
  contents: unknown,
  permission: string,
  decide: (granted: boolean) => void,
  details: { requestingUrl: string },
) => void;
type PermissionCheck = (contents: unknown, permission: string, origin: string) => boolean;

class FakeSession {
  request: PermissionRequest | undefined;
  check: PermissionCheck | undefined;
  device: (() => boolean) | undefined;
  setPermissionRequestHandler = (handler: PermissionRequest) => void (this.request = handler);
  setPermissionCheckHandler = (handler: PermissionCheck) => void (this.check = handler);
  setDevicePermissionHandler = (handler: () => boolean) => void (this.device = handler);
}

/** One Electron; what a test wants to know of it lies open. */
export class FakeElectron {
  readonly windows: FakeWindow[] = [];
  readonly app = new FakeApp(this);
  readonly ipcMain = new EventEmitter();
  readonly schemes: { scheme: string; privileges: object }[] = [];
  readonly handlers = new Map<string, (request: Request) => Promise<Response>>();
  readonly defaultSession = new FakeSession();
  readonly errorBoxes: [title: string, content: string][] = [];
  readonly openedOutside: string[] = [];
  readonly Menu = FakeMenu;
  readonly nativeTheme = { shouldUseDarkColors: false };
  readonly displays = [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }];

  /** What `import … from "electron"` gives. */
  module() {
    const createWindow = (options: Record<string, unknown>) => new FakeWindow(options, this);
    return {
      app: this.app,
      ipcMain: this.ipcMain,
      Menu: this.Menu,
      nativeTheme: this.nativeTheme,
      BrowserWindow: function (options: Record<string, unknown>) {
        return createWindow(options);
      },
      dialog: { showErrorBox: (title: string, content: string) => void this.errorBoxes.push([title, content]) },
      ipcRenderer: { postMessage: this.#receive },
      protocol: {
        registerSchemesAsPrivileged: (schemes: typeof this.schemes) => void this.schemes.push(...schemes),
        handle: (scheme: string, handler: (request: Request) => Promise<Response>) =>
          void this.handlers.set(scheme, handler),
      },
      screen: { getAllDisplays: () => this.displays },
      session: { defaultSession: this.defaultSession },
      shell: { openExternal: (url: string) => Promise.resolve(void this.openedOutside.push(url)) },
    };
  }

  /** A message from a frame, with the ports it gave away; from the window's own top frame unless told otherwise. */
  send(channel: string, ports: readonly MessagePort[], senderFrame: FakeFrame | null = this.#topFrame()): void {
    this.ipcMain.emit(channel, { senderFrame, ports: ports.map((port) => new FakeMessagePort(port)) });
  }

  readonly #receive = (channel: string, _message: unknown, ports: readonly MessagePort[] = []) =>
    this.send(channel, ports);

  #topFrame = () => this.windows[0]?.webContents.mainFrame ?? null;
}
