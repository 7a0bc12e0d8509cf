import type { MenuItemConstructorOptions } from "electron";
import { SECTIONS, type Section } from "#shared/sections.ts";
import type { Messages } from "./messages/messages.ts";

export interface MenuOptions {
  readonly platform: NodeJS.Platform;
  /** Reloading and the developer tools are for those who build Regdesk. */
  readonly development: boolean;
  readonly text: Messages;
  readonly commands: MenuCommands;
}

export interface MenuCommands {
  /** Leads to a place in the window, for example `#/changes`. */
  open(place: string): void;
  /** Presses a key in the window: what it does stands in the window's own table, and only there. */
  press(accelerator: string): void;
}

/** The window's keys that menu items press and show. */
export const MENU_KEYS = {
  search: "CmdOrCtrl+K",
  sidebar: "CmdOrCtrl+B",
  outdoor: "CmdOrCtrl+Shift+O",
  notices: "CmdOrCtrl+J",
  normalSize: "CmdOrCtrl+0",
  larger: "CmdOrCtrl+=",
  smaller: "CmdOrCtrl+-",
} as const;

/** The window's keys that lead to its sections. */
export const SECTION_KEYS: Readonly<Partial<Record<Section, string>>> = {
  overview: "CmdOrCtrl+1",
  registers: "CmdOrCtrl+2",
  devices: "CmdOrCtrl+3",
  changes: "CmdOrCtrl+4",
  sources: "CmdOrCtrl+5",
  activity: "CmdOrCtrl+6",
  connect: "CmdOrCtrl+7",
  settings: "CmdOrCtrl+,",
};

const SEPARATOR = { type: "separator" } as const;

/** The menu of the application. Roles carry what every program has; without them copy and paste have no keys on macOS. */
export function menuTemplate(options: MenuOptions): MenuItemConstructorOptions[] {
  const { platform, text } = options;
  const isMac = platform === "darwin";
  return [
    ...(isMac ? [{ role: "appMenu", label: "Regdesk", submenu: appItems(options) } as const] : []),
    { role: "fileMenu", label: text.menu.file, submenu: fileItems(options, isMac) },
    { role: "editMenu", label: text.menu.edit, submenu: editItems(text) },
    { role: "viewMenu", label: text.menu.view, submenu: viewItems(options) },
    { label: text.menu.go, submenu: goItems(options) },
    { role: "windowMenu", label: text.menu.window, submenu: windowItems(text, isMac) },
    { role: "help", label: text.menu.help, submenu: helpItems(options, isMac) },
  ];
}

function appItems({ text: { menu }, commands }: MenuOptions): MenuItemConstructorOptions[] {
  return [
    { role: "about", label: menu.about },
    SEPARATOR,
    settingsItem(menu.settings, commands),
    SEPARATOR,
    { role: "services", label: menu.services },
    SEPARATOR,
    { role: "hide", label: menu.hide },
    { role: "hideOthers", label: menu.hideOthers },
    { role: "unhide", label: menu.showAll },
    SEPARATOR,
    { role: "quit", label: menu.quit },
  ];
}

function fileItems({ text: { menu }, commands }: MenuOptions, isMac: boolean): MenuItemConstructorOptions[] {
  const close = { role: "close", label: menu.close } as const;
  if (isMac) return [close];
  return [settingsItem(menu.settings, commands), SEPARATOR, close, { role: "quit", label: menu.quit }];
}

function editItems({ menu }: Messages): MenuItemConstructorOptions[] {
  return [
    { role: "undo", label: menu.undo },
    { role: "redo", label: menu.redo },
    SEPARATOR,
    { role: "cut", label: menu.cut },
    { role: "copy", label: menu.copy },
    { role: "paste", label: menu.paste },
    { role: "delete", label: menu.delete },
    SEPARATOR,
    { role: "selectAll", label: menu.selectAll },
  ];
}

function viewItems({ text: { menu }, commands, development }: MenuOptions): MenuItemConstructorOptions[] {
  const pressing = (key: keyof typeof MENU_KEYS): MenuItemConstructorOptions => ({
    label: menu[key],
    ...shown(MENU_KEYS[key]),
    click: () => commands.press(MENU_KEYS[key]),
  });
  const forDevelopers: MenuItemConstructorOptions[] = [
    { role: "reload", label: menu.reload },
    { role: "forceReload", label: menu.forceReload },
    { role: "toggleDevTools", label: menu.developerTools },
    SEPARATOR,
  ];
  return [
    ...(development ? forDevelopers : []),
    pressing("sidebar"),
    pressing("notices"),
    pressing("outdoor"),
    SEPARATOR,
    pressing("normalSize"),
    pressing("larger"),
    pressing("smaller"),
    SEPARATOR,
    { role: "togglefullscreen", label: menu.fullScreen },
  ];
}

function goItems({ text, commands }: MenuOptions): MenuItemConstructorOptions[] {
  const search = {
    label: text.menu.search,
    ...shown(MENU_KEYS.search),
    click: () => commands.press(MENU_KEYS.search),
  };
  const sections = SECTIONS.flatMap((section): MenuItemConstructorOptions[] => {
    const label = text.sections[section];
    return label ? [{ label, ...shown(SECTION_KEYS[section]), click: () => commands.open(`#/${section}`) }] : [];
  });
  return [search, SEPARATOR, ...sections];
}

function windowItems({ menu }: Messages, isMac: boolean): MenuItemConstructorOptions[] {
  const minimize = { role: "minimize", label: menu.minimize } as const;
  if (!isMac) return [minimize, { role: "close", label: menu.close }];
  return [minimize, { role: "zoom", label: menu.zoom }, SEPARATOR, { role: "front", label: menu.front }];
}

function helpItems({ text: { menu }, commands }: MenuOptions, isMac: boolean): MenuItemConstructorOptions[] {
  return [
    { label: menu.guide, click: () => commands.open("#/help") },
    { label: menu.updates, click: () => commands.open("#/settings?group=updates") },
    ...(isMac ? [] : [SEPARATOR, { role: "about", label: menu.about } as const]),
  ];
}

function settingsItem(label: string, commands: MenuCommands): MenuItemConstructorOptions {
  return { label, ...shown(SECTION_KEYS.settings), click: () => commands.open("#/settings") };
}

/** Shown, but not taken: the key goes to the window, which acts on it. */
function shown(accelerator: string | undefined): MenuItemConstructorOptions {
  return accelerator === undefined ? {} : { accelerator, registerAccelerator: false };
}
