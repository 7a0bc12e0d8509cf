import { stampForFile } from "../lib/export/iso-time.ts";
import { openSink } from "../lib/export/write-file.ts";
import { errorSentence } from "../lib/host-words.ts";
import { text } from "../lib/messages/messages.ts";
import {
  differencesOf,
  readSettingsFile,
  settingsFileText,
  type Difference,
  type SettingsFile,
} from "../lib/settings-file.ts";
import type { AppState } from "./app.ts";

/** Settings that leave as a file, or come from one and are looked at before they count. */
export class SettingsFileState {
  readonly #app: Pick<AppState, "settings" | "preferences" | "toasts" | "ticker">;
  #file = $state.raw<SettingsFile>();
  /** What the file would change; nothing while there is no file. */
  differences = $state.raw<readonly Difference[]>();
  /** Why it was not taken: a sentence. */
  problem = $state<string>();

  constructor(app: Pick<AppState, "settings" | "preferences" | "toasts" | "ticker">) {
    this.#app = app;
  }

  /** @returns whether it was saved; not when the technician thought better of it */
  async save(): Promise<boolean> {
    const { settings, preferences, ticker, toasts } = this.#app;
    try {
      const sink = await openSink(`regdesk-settings-${stampForFile(ticker.now)}.json`, "application/json");
      if (!sink) return false;
      await sink.write(settingsFileText(settings.current, preferences.current));
      await sink.close();
      return true;
    } catch (error) {
      toasts.fail(error);
      return false;
    }
  }

  async read(file: File): Promise<void> {
    const { settings, preferences, toasts } = this.#app;
    this.#file = readSettingsFile(await file.text());
    this.problem = undefined;
    if (this.#file) this.differences = differencesOf(this.#file, settings.current, preferences.current);
    else toasts.fail(new Error(text.settings.settingsFile.unreadable));
  }

  /** @returns whether it counts now */
  async apply(): Promise<boolean> {
    if (!this.#file) return false;
    try {
      await this.#app.settings.take(this.#file);
      this.leave();
      return true;
    } catch (error) {
      const isRefused = typeof error === "object" && error !== null && "code" in error && error.code === "BAD_REQUEST";
      this.problem = isRefused ? text.settings.settingsFile.refused : errorSentence(error);
      return false;
    }
  }

  leave(): void {
    this.#file = undefined;
    this.differences = undefined;
  }
}
