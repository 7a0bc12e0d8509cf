import { clipboard, Menu, Tray, type MenuItemConstructorOptions } from "electron";
import type { Standing } from "./standing.ts";
import type { TrayImages } from "./tray-images.ts";
import { trayView, type TrayMenu, type TrayView } from "./tray-view.ts";

export interface TrayActions {
  open(): void;
  openPending(): void;
  quit(): void;
}

/** The icon in the tray. It changes only where what it shows has changed. */
export class TrayIcon implements Disposable {
  readonly #images: TrayImages;
  readonly #actions: TrayActions;
  #tray: Tray | undefined;
  #shown: TrayView | undefined;

  constructor(images: TrayImages, actions: TrayActions) {
    this.#images = images;
    this.#actions = actions;
  }

  show(standing: Standing): void {
    const view = trayView(standing, process.platform);
    const tray = (this.#tray ??= this.#made(view));
    if (view.image !== this.#shown?.image) tray.setImage(this.#images.path(view.image));
    if (view.toolTip !== this.#shown?.toolTip) tray.setToolTip(view.toolTip);
    if (JSON.stringify(view.menu) !== JSON.stringify(this.#shown?.menu)) {
      tray.setContextMenu(Menu.buildFromTemplate(menuTemplate(view.menu, this.#actions)));
    }
    this.#shown = view;
  }

  [Symbol.dispose](): void {
    this.#tray?.destroy();
    this.#tray = undefined;
  }

  #made({ image }: TrayView): Tray {
    const tray = new Tray(this.#images.path(image));
    // On macOS a click opens the menu by itself.
    if (process.platform !== "darwin") tray.on("click", () => this.#actions.open());
    return tray;
  }
}

function menuTemplate(menu: TrayMenu, actions: TrayActions): MenuItemConstructorOptions[] {
  return [
    { label: menu.summary, enabled: false },
    { type: "separator" },
    { label: menu.open, click: () => actions.open() },
    { label: menu.pending, enabled: menu.hasPending, click: () => actions.openPending() },
    {
      label: menu.addressesLabel,
      submenu: menu.addresses.map(({ url, label }) => ({ label, click: () => clipboard.writeText(url) })),
    },
    { type: "separator" },
    { label: menu.quit, click: () => actions.quit() },
  ];
}
