/** Every sentence of the window, in English. Functions where a sentence holds a value, so that another language may put
 *  it elsewhere. Kept apart by screen, in the order they are seen. */
import { changes } from "./en-changes.ts";
import { connect } from "./en-connect.ts";
import { registers } from "./en-registers.ts";

const count = new Intl.NumberFormat("en");

export const en = {
  language: "en",
  number: (value: number) => count.format(value),
  sections: { registers: "Registers", changes: "Changes", connect: "Connect" },
  frame: {
    skip: "Skip to content",
    navigation: "Sections",
    collapse: "Collapse sidebar (Ctrl+B)",
    expand: "Expand sidebar (Ctrl+B)",
    pending: (n: number) => `${count.format(n)} pending`,
    windowTitle: (section: string, pending: number) => `${pending > 0 ? `(${pending}) ` : ""}${section} – Regdesk`,
    status: "Status",
    notifications: "Messages",
  },
  theme: { legend: "Theme", system: "As the system", light: "Light", dark: "Dark" },
  connection: {
    connecting: "Connecting",
    live: "Live",
    lost: "Disconnected",
    refused: "Not let in",
    connectingHint: "The window is connecting to Regdesk",
    liveHint: "Every value on screen is up to date",
    lostHint: "Values on screen are not up to date",
    refusedHint: "Regdesk did not accept this window",
    lostBar: (since: string) => `Connection to Regdesk lost. What you see is from ${since}. Reconnecting …`,
    unreachableBar: "Regdesk does not answer. Trying again …",
    refusedBar: "Regdesk did not let this window in",
    refusedCure: "Open the address that “regdesk serve” printed: it ends in #token=…",
    retry: "Try again",
    notSent: "Not sent: the connection to Regdesk is lost. It will be back by itself.",
  },
  statusBar: {
    updates: (perSecond: number) => `${count.format(Math.round(perSecond))} updates/s`,
    registers: (n: number) => `${count.format(n)} ${n === 1 ? "register" : "registers"}`,
    late: (n: number) => `${count.format(n)} late`,
    expired: (n: number) => `${count.format(n)} expired`,
    version: (version: string) => `Regdesk ${version}`,
  },
  /** One word for every state; shape and colour say the same. */
  states: {
    fresh: "Fresh",
    late: "Late",
    expired: "Expired",
    "no-value": "No value",
    pending: "Pending",
    denied: "Denied",
    superseded: "Superseded",
    cancelled: "Withdrawn",
    "request-expired": "Expired",
    approved: "Approved",
    deliverable: "Waiting",
    recalled: "Recalled",
    "not-picked-up": "Never picked up",
    delivered: "Picked up",
    applied: "Applied",
    "applied-differently": "Applied differently",
    unchanged: "No change",
  },
  copy: {
    copy: "Copy",
    copied: "Copied",
    copyThing: (thing: string) => `Copy ${thing}`,
    failed: "The browser did not allow copying.",
  },
  close: "Close",
  ago: (span: string) => `${span} ago`,
  registers,
  changes,
  connect,
};

/** What another language must provide. */
export type Messages = typeof en;
