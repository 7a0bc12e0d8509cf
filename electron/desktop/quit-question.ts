/** Asks before Regdesk ends while devices push, because from then on what they push is lost. */
import { dialog, type App } from "electron";
import type { Standing } from "./standing.ts";

export class QuitQuestion {
  readonly #app: App;
  readonly #standing: () => Standing | undefined;
  #isAnswered = false;
  #isAsking = false;

  /** @param standing undefined while the host has not said anything yet: then there is nothing to ask */
  constructor(app: App, standing: () => Standing | undefined) {
    this.#app = app;
    this.#standing = standing;
    app.on("before-quit", (event) => {
      if (this.#isAnswered) return;
      const now = this.#standing();
      if (now === undefined || now.pushing === 0) {
        this.#isAnswered = true;
        return;
      }
      event.preventDefault();
      if (!this.#isAsking) void this.#ask(now);
    });
  }

  /** Whether Regdesk is ending, so that windows may really close. */
  get isAnswered(): boolean {
    return this.#isAnswered;
  }

  /** For those who cannot be asked, or just were: the system that shuts down, a signal, a dialog. */
  quitUnasked(): void {
    this.#isAnswered = true;
    this.#app.quit();
  }

  async #ask({ text, pushing }: Standing): Promise<void> {
    this.#isAsking = true;
    const { response } = await dialog.showMessageBox({
      type: "warning",
      message: text.quitting.question,
      detail: text.quitting.detail(pushing),
      buttons: [text.quitting.quit, text.quitting.cancel],
      defaultId: 1,
      cancelId: 1,
      noLink: true,
    });
    this.#isAsking = false;
    if (response === 0) this.quitUnasked();
  }
}
