/** Every key of the window, in one table: it drives what keys do and is what the cheat-sheet shows. `Ctrl` also stands for
 *  the Mac's ⌘. Keys of one screen belong to its views, which ask `actionFor`. */

import { isMac } from "./platform.ts";

export type Place =
  | "everywhere"
  | "lists"
  | "registers"
  | "devices"
  | "changes"
  | "sources"
  | "activity"
  | "connect"
  | "past"
  | "plot"
  | "alarms";

interface Binding {
  readonly place: Place;
  /** Any of them does it. */
  readonly keys: readonly string[];
}

const BINDINGS = {
  palette: { place: "everywhere", keys: ["Ctrl+K"] },
  overview: { place: "everywhere", keys: ["Ctrl+1", "1"] },
  registers: { place: "everywhere", keys: ["Ctrl+2", "2"] },
  devices: { place: "everywhere", keys: ["Ctrl+3", "3"] },
  changes: { place: "everywhere", keys: ["Ctrl+4", "4"] },
  sources: { place: "everywhere", keys: ["Ctrl+5", "5"] },
  activity: { place: "everywhere", keys: ["Ctrl+6", "6"] },
  connect: { place: "everywhere", keys: ["Ctrl+7", "7"] },
  settings: { place: "everywhere", keys: ["Ctrl+,"] },
  keys: { place: "everywhere", keys: ["?"] },
  nextRegion: { place: "everywhere", keys: ["F6"] },
  previousRegion: { place: "everywhere", keys: ["Shift+F6"] },
  notices: { place: "everywhere", keys: ["Ctrl+J"] },
  sidebar: { place: "everywhere", keys: ["Ctrl+B"] },
  outdoor: { place: "everywhere", keys: ["Ctrl+Shift+O"] },
  zoomIn: { place: "everywhere", keys: ["Ctrl+Plus", "Ctrl+="] },
  zoomOut: { place: "everywhere", keys: ["Ctrl+-"] },
  zoomReset: { place: "everywhere", keys: ["Ctrl+0"] },
  undo: { place: "everywhere", keys: ["Ctrl+Z"] },
  close: { place: "everywhere", keys: ["Escape"] },
  move: { place: "lists", keys: ["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"] },
  open: { place: "lists", keys: ["Enter"] },
  filter: { place: "registers", keys: ["/"] },
  nextRegister: { place: "registers", keys: ["J"] },
  previousRegister: { place: "registers", keys: ["K"] },
  branch: { place: "registers", keys: ["ArrowLeft", "ArrowRight"] },
  select: { place: "registers", keys: ["Space"] },
  freeze: { place: "registers", keys: ["F"] },
  resort: { place: "registers", keys: ["O"] },
  pin: { place: "registers", keys: ["P"] },
  copyValue: { place: "registers", keys: ["C"] },
  copyName: { place: "registers", keys: ["Shift+C"] },
  rowMenu: { place: "registers", keys: ["Shift+F10"] },
  movePin: { place: "registers", keys: ["Alt+ArrowUp", "Alt+ArrowDown"] },
  expandAll: { place: "registers", keys: ["*"] },
  selectAll: { place: "registers", keys: ["Ctrl+A"] },
  export: { place: "registers", keys: ["Ctrl+E"] },
  mark: { place: "registers", keys: ["M"] },
  deviceFilter: { place: "devices", keys: ["/"] },
  nextDevice: { place: "devices", keys: ["J"] },
  previousDevice: { place: "devices", keys: ["K"] },
  selectDevice: { place: "devices", keys: ["Space"] },
  selectAllDevices: { place: "devices", keys: ["Ctrl+A"] },
  deviceMenu: { place: "devices", keys: ["Shift+F10"] },
  resortDevices: { place: "devices", keys: ["O"] },
  maintenance: { place: "devices", keys: ["M"] },
  saveNote: { place: "devices", keys: ["Ctrl+Enter"] },
  approve: { place: "changes", keys: ["A"] },
  deny: { place: "changes", keys: ["D"] },
  note: { place: "changes", keys: ["N"] },
  nextRequest: { place: "changes", keys: ["J"] },
  previousRequest: { place: "changes", keys: ["K"] },
  selectRequest: { place: "changes", keys: ["Space", "X"] },
  approveSelection: { place: "changes", keys: ["Ctrl+Enter"] },
  filterDone: { place: "changes", keys: ["/"] },
  exportDone: { place: "changes", keys: ["Ctrl+E"] },
  runSource: { place: "sources", keys: ["R"] },
  pauseSource: { place: "sources", keys: ["P"] },
  moveSource: { place: "sources", keys: ["Alt+ArrowUp", "Alt+ArrowDown"] },
  sourceMenu: { place: "sources", keys: ["Shift+F10"] },
  addSource: { place: "sources", keys: ["N"] },
  activityFilter: { place: "activity", keys: ["/"] },
  pauseActivity: { place: "activity", keys: ["F"] },
  exportActivity: { place: "activity", keys: ["Ctrl+E"] },
  pastEarlier: { place: "past", keys: [","] },
  pastLater: { place: "past", keys: ["."] },
  pastPick: { place: "past", keys: ["T"] },
  plotZoomIn: { place: "plot", keys: ["Plus", "="] },
  plotZoomOut: { place: "plot", keys: ["-"] },
  plotMove: { place: "plot", keys: ["ArrowLeft", "ArrowRight"] },
  plotLive: { place: "plot", keys: ["0"] },
  plotRead: { place: "plot", keys: ["Shift+ArrowLeft", "Shift+ArrowRight"] },
  plotPick: { place: "plot", keys: ["Enter"] },
  qrCode: { place: "connect", keys: ["Q"] },
  acknowledgeAlarm: { place: "alarms", keys: ["K"] },
  noteAlarm: { place: "alarms", keys: ["N"] },
  shelveAlarm: { place: "alarms", keys: ["S"] },
} as const satisfies Readonly<Record<string, Binding>>;

export type Action = keyof typeof BINDINGS;

export const ACTIONS = Object.keys(BINDINGS) as Action[];

export function placeOf(action: Action): Place {
  return BINDINGS[action].place;
}

export function keysOf(action: Action): readonly string[] {
  return BINDINGS[action].keys;
}

/** The same for `aria-keyshortcuts`, which has its own words. */
export function spokenKeysOf(action: Action, onMac = isMac()): string {
  return keysOf(action)
    .join(" ")
    .replaceAll("Ctrl+", onMac ? "Meta+" : "Control+");
}

/** What a key is to do at a place; nothing when it means nothing there. */
export function actionFor(event: Pressed, place: Place): Action | undefined {
  const pressed = nameOf(event);
  return ACTIONS.find((action) => placeOf(action) === place && keysOf(action).includes(pressed));
}

type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">;

/** Whether a key comes without a modifier, so that a field somebody writes in takes it. */
export const isSingle = ({ key, ctrlKey, metaKey, altKey }: Pressed): boolean =>
  key.length === 1 && key !== " " && !ctrlKey && !metaKey && !altKey;

const NAMES: Readonly<Record<string, string>> = { " ": "Space", "+": "Plus" };

function nameOf({ key, ctrlKey, metaKey, shiftKey, altKey }: Pressed): string {
  const name = NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  // With signs, Shift is only how a keyboard makes them: `?` is `Shift+ß` on a German one.
  const isShifted = shiftKey && (key.length > 1 || key.toLowerCase() !== key.toUpperCase());
  return `${ctrlKey || metaKey ? "Ctrl+" : ""}${altKey ? "Alt+" : ""}${isShifted ? "Shift+" : ""}${name}`;
}

const SIGNS: Readonly<Record<string, string>> = {
  ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→", Plus: "+", "-": "−",
}; // prettier-ignore

/** The caps of a combination, as this machine's keyboard has them. @param words how a language calls them */
export function capsOf(combination: string, words: Readonly<Record<string, string>>, isMac: boolean): string[] {
  const mac: Readonly<Record<string, string>> = isMac ? { Ctrl: "⌘", Shift: "⇧", Alt: "⌥" } : {};
  return combination.split("+").map((cap) => mac[cap] ?? words[cap] ?? SIGNS[cap] ?? cap);
}
