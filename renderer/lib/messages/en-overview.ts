const count = new Intl.NumberFormat("en");

export const overview = {
  todo: "To do",
  nothingToDo: "Nothing needs you",
  nothingToDoHint: "No change waits for a decision, and no device has fallen silent.",
  at: "At a glance",
  counters: {
    devices: (all: number) => `of ${count.format(all)} ${all === 1 ? "device" : "devices"} online`,
    fresh: (all: number) => `of ${count.format(all)} ${all === 1 ? "register" : "registers"} fresh`,
    pending: "Changes pending",
    inProgress: "Changes under way",
    sources: (all: number) => `of ${count.format(all)} ${all === 1 ? "source" : "sources"} up to date`,
  },
  pinned: "Pinned",
  nothingPinned: "Pin a register in its list, and its value shows here.",
  nothingPinnedAction: "Choose registers",
  pinGone: "not here at the moment",
  latest: "Latest activity",
  allActivity: "All activity",
  noActivity: "Nothing has happened yet.",
  tasks: {
    change: (register: string) => `Change ${register}?`,
    changeDetail: (from: string, to: string, by: string) => `${from} → ${to}, asked by ${by}`,
    moreChanges: (n: number) =>
      n === 1 ? "1 more change waits for a decision" : `${count.format(n)} more changes wait for a decision`,
    away: {
      offline: (device: string) => `${device} is offline`,
      flapping: (device: string) => `${device} goes on and off`,
    },
    partly: (device: string, n: number) =>
      n === 1 ? `1 register of ${device} has expired` : `${count.format(n)} registers of ${device} have expired`,
    moreAway: (n: number) => `${count.format(n)} more ${n === 1 ? "device is" : "devices are"} offline`,
    morePartly: (n: number) => `${count.format(n)} more ${n === 1 ? "device" : "devices"} with expired registers`,
    alarms: (n: number) =>
      n === 1 ? "1 alarm that nobody has acknowledged" : `${count.format(n)} alarms that nobody has acknowledged`,
    full: "More devices than Regdesk takes",
    fresh: (n: number) => (n === 1 ? "1 new device" : `${count.format(n)} new devices`),
    freshDetail: (names: readonly string[], more: number) =>
      `${names.join(", ")}${more > 0 ? ` and ${count.format(more)} more` : ""}`,
    refused: (n: number) => (n === 1 ? "1 request was refused" : `${count.format(n)} requests were refused`),
    moreFailed: (n: number) => `${count.format(n)} more ${n === 1 ? "source" : "sources"} failed`,
    moreUnconfirmed: (n: number) => `${count.format(n)} more ${n === 1 ? "source waits" : "sources wait"} for a word`,
    sourceFailed: (name: string) => `Source ${name} failed`,
    sourceUnconfirmed: (name: string) => `Source ${name} would remove a lot`,
    review: "Review",
    show: "Show",
  },
  empty: {
    title: "Nothing has pushed yet",
    hint: "Devices send their registers to",
    connect: "Connect a device",
    demo: "Start demo site",
  },
};

export const firstRun = {
  label: "First steps",
  step: (n: number, of: number) => `Step ${n} of ${of}`,
  next: "Next",
  back: "Back",
  skip: "Skip",
  steps: { address: "Your address", policy: "Who decides", done: "Ready" },
  addressTitle: "Welcome to Regdesk",
  addressHint:
    "This machine listens for devices. Point every device that speaks the register protocol to this address:",
  addressLater: "You find it again under Connect, with a QR code.",
  policyTitle: "You decide what may change",
  policyHint:
    "Anyone on this network may ask to change a register. Nothing reaches a device before you have approved it here.",
  policySteps: [
    ["Asked for", "A request waits under Changes, up to 15 minutes."],
    ["Approved by you", "You can take it back for 5 seconds."],
    ["Picked up", "The device fetches it the next time it asks."],
    ["Seen", "Regdesk compares what the device reports then."],
  ],
  doneTitle: "Ready",
  doneHint: "Connect your first device, or look around with a simulated site first. One click takes it away again.",
  startDemo: "Start demo site",
  done: "Done",
};
