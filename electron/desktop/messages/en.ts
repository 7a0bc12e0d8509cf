/** What the desktop says outside of the window: menus, tray, dialogs and notifications. */
import type { Condition } from "#shared/model/host-status.ts";
import type { Section } from "#shared/sections.ts";

const devices = (n: number) => (n === 1 ? "1 device is" : `${n} devices are`);
const changes = (n: number) => (n === 1 ? "1 change waits" : `${n} changes wait`);

export const en = {
  /** `&` stands before the letter that Alt reaches; macOS leaves it out. */
  menu: {
    file: "&File",
    edit: "&Edit",
    view: "&View",
    go: "&Go",
    window: "&Window",
    help: "&Help",
    about: "About Regdesk",
    services: "Services",
    hide: "Hide Regdesk",
    hideOthers: "Hide Others",
    showAll: "Show All",
    settings: "Settings…",
    close: "Close Window",
    quit: "Quit Regdesk",
    undo: "Undo",
    redo: "Redo",
    cut: "Cut",
    copy: "Copy",
    paste: "Paste",
    delete: "Delete",
    selectAll: "Select All",
    reload: "Reload",
    forceReload: "Force Reload",
    developerTools: "Developer Tools",
    sidebar: "Sidebar",
    outdoor: "Outdoor Theme",
    notices: "Notices",
    normalSize: "Normal Size",
    larger: "Larger",
    smaller: "Smaller",
    fullScreen: "Full Screen",
    search: "Search or Jump…",
    minimize: "Minimize",
    zoom: "Zoom",
    front: "Bring All to Front",
    guide: "Regdesk Help",
    updates: "Updates…",
  },
  sections: {
    overview: "Overview",
    registers: "Registers",
    devices: "Devices",
    changes: "Changes",
    sources: "Sources",
    activity: "Activity",
    connect: "Connect",
    settings: "Settings",
    help: "Help",
  } satisfies Partial<Record<Section, string>> as Readonly<Partial<Record<Section, string>>>,
  /** What does not hold, short enough for a tray. */
  troubles: {
    Intact: "The database was damaged",
    Storing: "Nothing new is stored",
    Receiving: "Nothing arrives",
    Commandable: "Commands cannot reach this Regdesk",
    Gate: "Changes are not held for approval",
    Listening: "Devices cannot reach Regdesk",
    SourceFiles: "A file of a source is not taken in",
    Remembering: "The history is not kept",
    Forgetting: "The past of a forgotten device is there yet",
    BackedUp: "The daily backup could not be made",
  } as Readonly<Partial<Record<Condition["type"], string>>>,
  /** The host says it in English itself, and more exactly. */
  troubleDetail: (message: string) => message,
  tray: {
    open: "Open Regdesk",
    pending: (n: number) => (n === 0 ? "No pending changes" : `Pending changes (${n})…`),
    well: "Everything is in order",
    waiting: (n: number) => `${changes(n)} for you`,
    offline: (n: number) => `${devices(n)} offline`,
    alarms: (n: number) => (n === 1 ? "1 alarm" : `${n} alarms`),
    pushing: (n: number) => (n === 0 ? "No device is pushing" : `${devices(n)} pushing`),
    addresses: "Addresses for devices",
    copy: (address: string) => `Copy ${address}`,
    quit: "Quit Regdesk",
  },
  closing: {
    question: "Keep Regdesk running?",
    detail: (pushing: number) =>
      `Devices can push only while Regdesk runs.${pushing === 0 ? "" : ` ${devices(pushing)} pushing here now.`} Without its window it goes on behind its icon in the tray.`,
    stay: "Keep running",
    quit: "Quit",
    cancel: "Cancel",
    remember: "Always do this when the window is closed",
  },
  quitting: {
    question: "Quit Regdesk?",
    detail: (pushing: number) => `${devices(pushing)} pushing here; while Regdesk is closed nothing is received.`,
    quit: "Quit",
    cancel: "Cancel",
  },
  notifications: {
    change: (register: string) => `A change waits: ${register}`,
    requested: (requester: string, before: string | undefined, after: string) =>
      `${requester} asks for ${before === undefined ? after : `${before} → ${after}`}`,
    changes: (n: number) => `${changes(n)} for you`,
    more: (n: number) => `Besides, ${changes(n)} for you.`,
    approve: "Approve",
    deny: "Deny",
    offline: (device: string) => `${device} is offline`,
    storm: (n: number) => `Contact lost to ${n} devices`,
    stormDetail: "The network, or this laptop’s place in it.",
    alarm: (what: string) => `Alarm: ${what}`,
    alarms: (n: number) => `${n} alarms`,
    notDone: (id: string) => `Change request ${id} was not decided`,
  },
  /** Why a decision did not come about, by the host's codes. */
  refusals: {
    CHANGE_REQUEST_NOT_FOUND: "This change request does not exist any more.",
    CHANGE_REQUEST_DECIDED: "This change request was decided in the meantime.",
    NOTE_REQUIRED: "A note is asked for. Decide it in Regdesk.",
    STORE_UNAVAILABLE: "It could not be stored, hence it was not done. Open Regdesk to see why.",
  } as Readonly<Record<string, string>>,
  safeMode: {
    title: "Regdesk started afresh",
    detail:
      "It ended unexpectedly twice within a few minutes. The window is back at its usual size and place, shows the overview, and draws without the graphics card this time. Registers, changes and settings are as they were.",
    close: "OK",
  },
  /** The window's process died again and again. */
  windowGone: {
    title: "The window keeps failing",
    detail: "Regdesk itself goes on: devices can push, and nothing is lost.",
    again: "Try again",
    quit: "Quit Regdesk",
  },
};

export type Messages = typeof en;
