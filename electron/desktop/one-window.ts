import type { BrowserWindow } from "electron";

/** There is one window at most: asked for again, it comes to the front; closed and asked for again, it is opened anew. */
export class OneWindow {
  readonly #open: (place: string) => BrowserWindow;
  readonly #address: string;
  #window: BrowserWindow | undefined;

  /** @param open opens it on a place, for example `#/changes`  @param address the window's page */
  constructor(open: (place: string) => BrowserWindow, address: string) {
    this.#open = open;
    this.#address = address;
  }

  get current(): BrowserWindow | undefined {
    return this.#window;
  }

  /** Whether the person looks at it. */
  get isWatched(): boolean {
    return this.#window?.isFocused() ?? false;
  }

  /** @param place where in the window to lead; without one it stays where it is */
  present(place = ""): void {
    const window = this.#window;
    if (!window) {
      this.#window = this.#open(place);
      this.#window.once("closed", () => (this.#window = undefined));
      return;
    }
    // Only what stands behind `#` changes, so the page stays and moves itself; loading the very same address would draw it anew.
    const address = `${this.#address}${place}`;
    if (place !== "" && window.webContents.getURL() !== address) void window.loadURL(address);
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }
}
