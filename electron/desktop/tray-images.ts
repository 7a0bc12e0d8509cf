import { join } from "node:path";

/** The images by which tray and taskbar tell how Regdesk stands. Beside each lies one of twice the size, `@2x`, which
 *  Electron takes where the display is dense. */
export class TrayImages {
  readonly #directory: string;

  constructor(appPath: string) {
    this.#directory = join(appPath, "resources/tray");
  }

  path(name: string): string {
    return join(this.#directory, `${name}.png`);
  }
}
