const count = new Intl.NumberFormat("en");
const plural = (n: number, one: string, many: string) => `${count.format(n)} ${n === 1 ? one : many}`;

/** Taking in from a backup what is missing here. */
export const merge = {
  how: "What to do with it",
  hows: { replace: "Replace everything", merge: "Add what is missing" },
  consequence:
    "At once, without a restart. Nothing that is here is altered or removed. Sources and rules of the gate come in switched off, behind those that are here: look at them, then switch them on. Alarm rules count at once. Registers, change requests, the audit, the history, tokens and passwords do not come along.",
  removable: "What is added can be changed and removed afterwards like anything else.",
  nothing: "There is nothing in this backup that is missing here.",
  noneFit: "What is missing here cannot be added from this backup.",
  all: "all of them",
  more: (n: number) => `Show ${count.format(n)} more`,
  heads: {
    adds: (n: number) => `${count.format(n)} to be added`,
    refused: (n: number) => `${count.format(n)} cannot be added`,
    stays: (n: number) => `${count.format(n)} ${n === 1 ? "stays" : "stay"} as here`,
  },
  doneHeads: {
    adds: (n: number) => `${count.format(n)} added`,
    refused: (n: number) => `${count.format(n)} refused`,
    stays: (n: number) => `${count.format(n)} stayed as here`,
  },
  counts: {
    source: (n: number) => plural(n, "source", "sources"),
    "gate-rule": (n: number) => plural(n, "rule of the gate", "rules of the gate"),
    device: (n: number) => plural(n, "device", "devices"),
    "alarm-rule": (n: number) => plural(n, "alarm rule", "alarm rules"),
    "saved-view": (n: number) => plural(n, "saved view", "saved views"),
    setting: (n: number) => plural(n, "setting", "settings"),
  },
  kinds: {
    source: "Source",
    "gate-rule": "Rule of the gate",
    device: "Device",
    "alarm-rule": "Alarm rule",
    "saved-view": "Saved view",
    setting: "Setting",
  },
  gains: {
    device: "not met here yet",
    alias: "name",
    labels: "labels",
    site: "site",
    grace: "grace",
    notes: "notes",
  },
  reasons: {
    same: "is here",
    taken: "another one is here",
    own: "what is said of it here stays",
    set: "was set here to something else",
    machine: "is about that machine only",
    less: "would keep or admit less than now",
    "by-hand": "its registers were chosen by hand, and may be another device’s here",
    "device-missing": "its device is not here",
    full: "there are as many here as there may be",
    unreadable: "is not understood any more",
  },
  doneTitle: "Added from the backup",
  columns: { kind: "Kind", name: "Name", more: "What, or why" },
  apply: (n: number) => `Add ${count.format(n)}`,
  done: (n: number, refused: number) =>
    `Added ${count.format(n)} from the backup${refused > 0 ? `, ${count.format(refused)} refused` : ""}`,
  close: "Close",
};
