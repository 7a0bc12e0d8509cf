/** A window and its page as the desktop sees them: same names, same order of events, nothing on a screen. */
import { EventEmitter } from "node:events";
import type { FakeElectron } from "./fake-electron.ts";

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
  readonly inputs: { type: string; keyCode: string; modifiers: string[] }[] = [];
  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.windowOpenHandler = handler;
  }
  reload(): void {
    this.reloads++;
  }
  getURL = () => this.mainFrame.url;
  sendInputEvent = (input: (typeof this.inputs)[number]) => void this.inputs.push(input);
  /** What a page does when it follows a link. */
  navigate(url: string): FakeEvent {
    const event = new FakeEvent(url);
    this.emit("will-navigate", event);
    return event;
  }
}

export class FakeWindow extends EventEmitter {
  readonly id: number;
  readonly options: Record<string, unknown>;
  readonly webContents = new FakeWebContents();
  readonly calls: string[] = [];
  bounds: Bounds;
  minimized = false;
  maximized = false;
  fullScreen = false;
  focused = false;
  destroyed = false;
  overlay: [image: unknown, description: string] | undefined;
  readonly #desktop: FakeElectron;

  constructor(options: Record<string, unknown>, desktop: FakeElectron) {
    super();
    this.options = options;
    const { x = 0, y = 0, width, height } = options as Partial<Bounds>;
    this.bounds = { x, y, width: width ?? 800, height: height ?? 600 };
    this.#desktop = desktop;
    desktop.windows.push(this);
    this.id = desktop.windowsMade += 1;
    desktop.app.emit("browser-window-created", {}, this);
  }
  loadURL(url: string): Promise<void> {
    this.webContents.mainFrame.url = url;
    return Promise.resolve();
  }
  show = () => void this.calls.push("show");
  hide = () => void this.calls.push("hide");
  focus = () => void this.calls.push("focus");
  restore = () => void this.calls.push("restore");
  maximize = () => void this.calls.push("maximize");
  isMinimized = () => this.minimized;
  isMaximized = () => this.maximized;
  isFullScreen = () => this.fullScreen;
  isFocused = () => this.focused;
  isDestroyed = () => this.destroyed;
  getNormalBounds = () => this.bounds;
  setFullScreen = (full: boolean) => void this.calls.push(`full screen: ${full}`);
  setOverlayIcon = (image: unknown, description: string) => void (this.overlay = [image, description]);
  /** As a click on its cross. @returns whether it has closed; who listens can prevent it */
  close(): boolean {
    const isClosed = this.closeForQuit();
    if (isClosed && this.#desktop.windows.length === 0) this.#desktop.app.emit("window-all-closed");
    return isClosed;
  }
  /** As Electron closes it on its way out: nobody is told when the last one is gone. */
  closeForQuit(): boolean {
    const event = new FakeEvent();
    this.emit("close", event);
    if (!event.defaultPrevented) this.destroy();
    return !event.defaultPrevented;
  }
  /** At once: nobody is asked. */
  destroy(): void {
    this.destroyed = true;
    this.#desktop.windows.splice(this.#desktop.windows.indexOf(this), 1);
    this.emit("closed");
  }
}
