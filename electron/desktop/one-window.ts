import type { BrowserWindow } from "electron";

/** There is one window at most: asked for again, it comes to the front; closed and asked for again, it is opened anew. */
export class OneWindow {
  readonly #open: () => BrowserWindow;
  #window: BrowserWindow | undefined;

  constructor(open: () => BrowserWindow) {
    this.#open = open;
  }

  present(): void {
    if (this.#window) {
      if (this.#window.isMinimized()) this.#window.restore();
      this.#window.show();
      this.#window.focus();
    } else {
      this.#window = this.#open();
      this.#window.once("closed", () => (this.#window = undefined));
    }
  }
}
