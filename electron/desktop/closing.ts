/** What closing the window does: Regdesk goes on in the tray, or ends. The person is asked once. */
import { dialog, type BrowserWindow } from "electron";
import type { Settings } from "#shared/model/settings.ts";
import type { Logger } from "../logging.ts";
import { meaningOf } from "./close-meaning.ts";
import type { Standing } from "./standing.ts";
import { isTrayShown } from "./tray-presence.ts";

export interface ClosingOptions {
  readonly standing: () => Standing;
  /** Keeps what the person chose for good. */
  readonly remember: (onClose: Settings["onClose"]) => Promise<unknown>;
  /** Ends Regdesk; asks first where that would cost something. */
  readonly quit: () => void;
  /** Ends Regdesk without asking: the person has just been asked. */
  readonly quitUnasked: () => void;
  readonly logger: Logger;
}

export class Closing {
  readonly #options: ClosingOptions;
  #isUnderWay = false;

  constructor(options: ClosingOptions) {
    this.#options = options;
  }

  /** Takes the window's close into its own hands. */
  async close(window: BrowserWindow): Promise<void> {
    if (this.#isUnderWay) return;
    this.#isUnderWay = true;
    try {
      const { settings } = this.#options.standing();
      const { platform } = process;
      const meaning = meaningOf(settings, { platform, isTrayShown: await isTrayShown(platform) });
      if (meaning === "stay") hide(window);
      else if (meaning === "quit") this.#options.quit();
      else await this.#ask(window);
    } finally {
      this.#isUnderWay = false;
    }
  }

  async #ask(window: BrowserWindow): Promise<void> {
    const { text, pushing } = this.#options.standing();
    const { response, checkboxChecked } = await dialog.showMessageBox(window, {
      type: "question",
      message: text.closing.question,
      detail: text.closing.detail(pushing),
      buttons: [text.closing.stay, text.closing.quit, text.closing.cancel],
      defaultId: 0,
      cancelId: 2,
      checkboxLabel: text.closing.remember,
      checkboxChecked: true,
      noLink: true,
    });
    const chosen = (["stay", "quit"] as const)[response];
    if (chosen === undefined) return;
    if (checkboxChecked) await this.#remember(chosen);
    if (chosen === "stay") hide(window);
    else this.#options.quitUnasked();
  }

  /** What cannot be kept is asked again, and no more. */
  async #remember(chosen: "stay" | "quit"): Promise<void> {
    try {
      await this.#options.remember(chosen);
    } catch (error) {
      this.#options.logger.warn({ err: error }, "what closing does was not remembered");
    }
  }
}

/** macOS would leave a black screen behind where a window in full screen was. */
function hide(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (!window.isFullScreen()) return window.hide();
  window.once("leave-full-screen", () => window.hide());
  window.setFullScreen(false);
}
