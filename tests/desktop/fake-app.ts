import { EventEmitter } from "node:events";
import { fileURLToPath } from "node:url";
import type { FakeElectron } from "./fake-electron.ts";
import { FakeEvent } from "./fake-window.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Electron's `app`; what it was told lies open. */
export class FakeApp extends EventEmitter {
  isPackaged = false;
  hasLock = true;
  languages = ["en-US"];
  wasOpenedAtLogin = false;
  hardwareAcceleration = true;
  badge = 0;
  protocolClient: string | undefined;
  appUserModelId: string | undefined;
  readonly loginItems: object[] = [];
  readonly paths: Record<string, string> = {};
  /** Once it is set, Electron has ended. */
  exitCode: number | undefined;
  readonly #desktop: FakeElectron;
  constructor(desktop: FakeElectron) {
    super();
    this.#desktop = desktop;
  }
  getAppPath = () => root;
  readonly relaunches: { args?: string[]; execPath?: string }[] = [];
  relaunch = (options: { args?: string[]; execPath?: string } = {}) => void this.relaunches.push(options);
  setPath = (name: string, path: string) => void (this.paths[name] = path);
  requestSingleInstanceLock = () => this.hasLock;
  whenReady = () => new Promise<void>((resolve) => setImmediate(resolve));
  getPreferredSystemLanguages = () => this.languages;
  getLoginItemSettings = () => ({ wasOpenedAtLogin: this.wasOpenedAtLogin });
  setLoginItemSettings = (settings: object) => void this.loginItems.push(settings);
  disableHardwareAcceleration = () => void (this.hardwareAcceleration = false);
  setBadgeCount = (count: number) => ((this.badge = count), true);
  setAsDefaultProtocolClient = (scheme: string) => ((this.protocolClient = scheme), true);
  setAppUserModelId = (id: string) => void (this.appUserModelId = id);
  /** `before-quit` first, then the windows, each of which can keep Electron, then `will-quit`, which can still be held back;
   *  no `window-all-closed`, just as Electron. */
  quit(): void {
    const before = new FakeEvent();
    this.emit("before-quit", before);
    if (before.defaultPrevented) return;
    for (const window of [...this.#desktop.windows]) if (!window.closeForQuit()) return;
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
