import type { MenuItemConstructorOptions } from "electron";

interface MenuOptions {
  readonly platform: NodeJS.Platform;
  /** Reloading and the developer tools are for those who build Regdesk. */
  readonly development: boolean;
}

/** The standard menu; without it copy and paste would have no keys on macOS. */
export function menuTemplate({ platform, development }: MenuOptions): MenuItemConstructorOptions[] {
  const mac = platform === "darwin";
  return [
    ...(mac ? [{ role: "appMenu" } as const] : []),
    { label: "&File", submenu: [{ role: mac ? "close" : "quit" }] },
    { role: "editMenu" },
    { label: "&View", submenu: viewItems(development) },
    { role: "windowMenu" },
  ];
}

function viewItems(development: boolean): MenuItemConstructorOptions[] {
  return [
    ...(development
      ? ([{ role: "reload" }, { role: "forceReload" }, { role: "toggleDevTools" }, { type: "separator" }] as const)
      : []),
    { role: "resetZoom" },
    { role: "zoomIn" },
    { role: "zoomOut" },
    { type: "separator" },
    { role: "togglefullscreen" },
  ];
}
