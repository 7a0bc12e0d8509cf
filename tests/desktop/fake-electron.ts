/** A stand-in for the `electron` module, as far as the desktop uses it: same names, same order of events, no Electron. */
import { EventEmitter } from "node:events";
import { FakeApp } from "./fake-app.ts";
import { FakeNotification, FakeQuestion } from "./fake-dialogs.ts";
import { FakeMenu, FakeTray } from "./fake-menu.ts";
import { FakeMessagePort } from "./fake-message-port.ts";
import { FakeSafeStorage } from "./fake-safe-storage.ts";
import { FakeWindow, type FakeFrame } from "./fake-window.ts";

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
  windowsMade = 0;
  readonly app = new FakeApp(this);
  readonly ipcMain = new EventEmitter();
  readonly powerMonitor = new EventEmitter();
  readonly safeStorage = new FakeSafeStorage();
  /** What the person will choose when asked for a file or a folder. */
  chosen: string[] = [];
  readonly openQuestions: { properties: string[] }[] = [];
  readonly schemes: { scheme: string; privileges: object }[] = [];
  readonly handlers = new Map<string, (request: Request) => Promise<Response>>();
  readonly defaultSession = new FakeSession();
  readonly errorBoxes: [title: string, content: string][] = [];
  readonly questions: FakeQuestion[] = [];
  readonly notifications: FakeNotification[] = [];
  areNotificationsSupported = true;
  readonly trays: FakeTray[] = [];
  readonly openedOutside: string[] = [];
  clipboard = "";
  readonly Menu = FakeMenu;
  readonly nativeTheme = { shouldUseDarkColors: false };
  readonly displays = [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }];

  /** What `import … from "electron"` gives. */
  module() {
    return {
      app: this.app,
      ipcMain: this.ipcMain,
      Menu: this.Menu,
      nativeTheme: this.nativeTheme,
      powerMonitor: this.powerMonitor,
      safeStorage: this.safeStorage,
      ...this.#classes(),
      clipboard: { writeText: (text: string) => void (this.clipboard = text) },
      dialog: {
        showErrorBox: (title: string, content: string) => void this.errorBoxes.push([title, content]),
        showMessageBox: this.#ask,
        showOpenDialog: this.#askToOpen,
      },
      ipcRenderer: { postMessage: this.#receive },
      nativeImage: { createFromPath: (path: string) => ({ path }) },
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

  /** The classes that `new` makes objects of which this Electron knows. */
  #classes() {
    const createWindow = (options: Record<string, unknown>) => new FakeWindow(options, this);
    const createTray = (image: string) => keep(this.trays, new FakeTray(image));
    const createNotification = (options: ConstructorParameters<typeof FakeNotification>[0]) =>
      keep(this.notifications, new FakeNotification(options));
    const areNotificationsSupported = () => this.areNotificationsSupported;
    return {
      BrowserWindow: function (options: Record<string, unknown>) {
        return createWindow(options);
      },
      Tray: function (image: string) {
        return createTray(image);
      },
      Notification: Object.assign(
        function (options: ConstructorParameters<typeof FakeNotification>[0]) {
          return createNotification(options);
        },
        { isSupported: areNotificationsSupported },
      ),
    };
  }

  readonly #ask = (...given: [box: FakeQuestion["box"]] | [parent: unknown, box: FakeQuestion["box"]]) => {
    const [box, parent] = given.length === 1 ? given : [given[1], given[0]];
    return keep(this.questions, new FakeQuestion(box, parent)).answer;
  };

  readonly #askToOpen = (...given: unknown[]) => {
    this.openQuestions.push(given.at(-1) as { properties: string[] });
    return Promise.resolve({ canceled: this.chosen.length === 0, filePaths: this.chosen });
  };

  readonly #receive = (channel: string, _message: unknown, ports: readonly MessagePort[] = []) =>
    this.send(channel, ports);

  #topFrame = () => this.windows[0]?.webContents.mainFrame ?? null;
}

function keep<Made>(all: Made[], made: Made): Made {
  all.push(made);
  return made;
}
