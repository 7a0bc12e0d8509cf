import { app, nativeImage, type BrowserWindow } from "electron";
import { badgeCount } from "./badge-count.ts";
import type { Standing } from "./standing.ts";
import type { TrayImages } from "./tray-images.ts";
import { summaryOf } from "./tray-view.ts";

/** The number at the Dock or the launcher. Windows has no numbers there: the window's button in the taskbar gets the tray's
 *  image, with words for those who do not see it. */
export class Badge {
  readonly #images: TrayImages;
  readonly #window: () => BrowserWindow | undefined;
  #shown = "";

  /** @param window the window whose button in the taskbar it is */
  constructor(images: TrayImages, window: () => BrowserWindow | undefined) {
    this.#images = images;
    this.#window = window;
  }

  show(standing: Standing): void {
    const count = badgeCount(standing);
    const window = this.#window();
    const summary = summaryOf(standing);
    const showing = [count, standing.worst, summary, window?.id].join(" ");
    if (showing === this.#shown) return;
    this.#shown = showing;
    if (process.platform !== "win32") app.setBadgeCount(count);
    else if (count === 0) window?.setOverlayIcon(null, "");
    else window?.setOverlayIcon(nativeImage.createFromPath(this.#images.path(standing.worst)), summary);
  }
}
