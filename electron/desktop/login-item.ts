import type { App } from "electron";
import type { Logger } from "../logging.ts";
import { autostartFile, removeAutostart, writeAutostart } from "./autostart-file.ts";

/** By this the started Regdesk knows that nobody asked for its window. */
export const AT_LOGIN = "--at-login";

export interface LoginItemOptions {
  readonly app: App;
  /** What the person gave on the command line, for example the data directory, and what the start at login must have too. */
  readonly args: readonly string[];
  readonly logger: Logger;
}

/** Starts Regdesk when the person logs in, or no longer. */
export class LoginItem {
  readonly #options: LoginItemOptions;
  #isSet: boolean | undefined;

  constructor(options: LoginItemOptions) {
    this.#options = options;
  }

  /** Writes an item anew at every start, because the program may have moved; removes one only when it was switched off, since
   *  it may be that of another data directory. */
  apply(startAtLogin: boolean): void {
    const isNews = this.#isSet === undefined ? startAtLogin : this.#isSet !== startAtLogin;
    this.#isSet = startAtLogin;
    const { app, logger } = this.#options;
    // From its sources there is no program that a login could start.
    if (!isNews || !app.isPackaged) return;
    try {
      if (process.platform === "linux") this.#applyOnLinux(startAtLogin);
      else this.#applyToSystem(startAtLogin);
    } catch (error) {
      logger.warn({ err: error, startAtLogin }, "start at login not changed");
    }
  }

  #applyToSystem(openAtLogin: boolean): void {
    const args = [AT_LOGIN, ...this.#options.args];
    // Windows takes the arguments as one line of text; macOS takes none and tells the program why it was started.
    const line = process.platform === "win32" ? { args: args.map(quotedForWindows) } : {};
    this.#options.app.setLoginItemSettings({ openAtLogin, ...line });
  }

  #applyOnLinux(startAtLogin: boolean): void {
    const file = autostartFile(process.env);
    // An AppImage runs from a mount that is gone after it ends; its own file is named in the environment.
    const program = process.env["APPIMAGE"] ?? process.execPath;
    if (startAtLogin) writeAutostart(file, program, [AT_LOGIN, ...this.#options.args]);
    else removeAutostart(file);
  }
}

/** Whether nobody asked for this start. */
export function isStartAtLogin(app: App, argv: readonly string[]): boolean {
  if (process.platform === "darwin") return app.getLoginItemSettings().wasOpenedAtLogin;
  return argv.includes(AT_LOGIN);
}

const quotedForWindows = (argument: string) => (/\s/.test(argument) ? `"${argument}"` : argument);
