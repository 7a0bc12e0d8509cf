const count = new Intl.NumberFormat("en");
const share = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
const devicesOf = (n: number) => `${count.format(n)} ${n === 1 ? "device" : "devices"}`;
const ofRegisters = (n: number) => `of ${count.format(n)} ${n === 1 ? "register" : "registers"}`;

/** Every device of the site: the list, and what all screens say of a device. */
export const devices = {
  list: "Devices",
  columns: {
    state: "State",
    name: "Name",
    site: "Site, labels",
    registers: "Registers",
    seen: "Last seen",
    interval: "Interval",
    day: "Last 24 hours",
    changes: "Changes",
    /** In the second line of a row. */
    reason: "Why",
  },
  groups: {
    offline: "Offline",
    flapping: "Flapping",
    late: "Late",
    "not-observed": "Not observed",
    new: "New",
    online: "Online",
    moved: "Moved",
    muted: "Muted",
    noSite: "Without a site",
    noLabel: "Without a label",
  },
  filter: {
    label: "Filter devices",
    hint: "Name, site, label, address",
    clear: "Clear the filter",
    found: (shown: number, all: number) => `${count.format(shown)} of ${count.format(all)}`,
    all: (n: number) => devicesOf(n),
    none: (query: string) => `No device matches “${query}”`,
    noneHint: "Words are looked for in names, sites, labels, addresses and states; label:roof looks in labels only.",
    onlyHidden: (n: number) => `${devicesOf(n)}, all ignored or blocked`,
  },
  grouping: {
    title: (by: string) => `Group: ${by}`,
    by: "Group by",
    problems: "Problems first",
    site: "Site",
    label: "Label",
    none: "None",
    collapseAll: "Collapse all",
    expandAll: "Expand all",
  },
  layout: { label: "Layout", list: "List", cards: "Cards" },
  showHidden: (n: number) => `Show ignored and blocked (${count.format(n)})`,
  sortBy: (column: string) => `Sort by ${column}`,
  outOfDate: "Order out of date",
  resort: "Re-sort",
  registers: (total: number, late: number, expired: number) =>
    [
      count.format(total),
      ...(expired > 0 ? [`${count.format(expired)} expired`] : []),
      ...(late > 0 ? [`${count.format(late)} late`] : []),
    ].join(" · "),
  never: "never",
  waiting: (n: number) =>
    n === 1 ? "1 change waits for a decision" : `${count.format(n)} changes wait for a decision`,
  noneWaiting: "No change waits for a decision",
  neverAsked: "It has not asked for changes since Regdesk started: it may be read-only",
  alarms: (n: number) => (n === 1 ? "1 alarm" : `${count.format(n)} alarms`),
  badges: {
    new: "New",
    later: "Not looked at yet",
    ignored: "Ignored",
    blocked: "Blocked",
    maintenance: (until: string) => `Maintenance until ${until}`,
  },
  /** How often it pushes. There is no ping on the wire, so this is what can be said of a device's pace. */
  pace: {
    short: (interval: string, jitter: string) => `${interval} ± ${jitter}`,
    how: "Half of the pushes came sooner after the one before than the interval, half later; half of them differ from it by the jitter at most. There is no ping on the wire.",
    interval: (of: number, p50: string, jitter: string) =>
      `Pushes every ${p50}, give or take ${jitter} (the middle of the last ${count.format(of)}).`,
    pickUp: (of: number, p50: string) =>
      `Picks up what was approved after ${p50} (the middle of the last ${count.format(of)}).`,
    apply: (of: number, p50: string) =>
      `Reports the new value ${p50} after that (the middle of the last ${count.format(of)}).`,
  },
  row: {
    menu: "What can be done",
    menuFor: (name: string) => `What can be done with ${name}`,
    open: "Open",
    maintenance: "Maintenance…",
    select: "Select",
    copyId: (id: string) => `Copy the id ${id}`,
    copied: (id: string) => `Copied ${id}`,
  },
  selection: {
    count: (n: number) => `${count.format(n)} selected`,
    all: "Select all",
    clear: "Clear the selection",
  },
  review: {
    strip: (n: number, names: readonly string[], more: number) =>
      `${n === 1 ? "1 new device" : `${count.format(n)} new devices`}: ${names.join(", ")}${
        more > 0 ? ` and ${count.format(more)} more` : ""
      }`,
    review: "Review…",
    keepAll: (n: number) => (n < 2 ? "Keep all" : `Keep all ${count.format(n)}`),
    title: "New devices",
    about: "What they push is shown from the first moment. Say which of them belong here.",
    keep: "Keep",
    ignore: "Ignore",
    block: "Block",
    later: "Later",
    /** On a button that stands beside others of its kind. */
    of: (what: string, name: string) => `${what}: ${name}`,
    means: {
      keep: "It belongs here, and counts.",
      ignore: "It is hidden and muted. What it pushes is still taken.",
      block: "Its pushes are refused.",
      later: "It stays, and is not asked about again.",
    },
    noBlock:
      "Nothing can be blocked as long as devices need no token to push: without one they could push under another name.",
    tokens: "Tokens",
    identified: (by: string) => `Identified by ${by}`,
    bridge: (address: string) => `via ${address}, a bridge`,
    from: (address: string) => `from ${address}`,
    first: (ago: string) => `first seen ${ago} ago`,
    done: {
      keep: (what: string) => `Kept ${what}`,
      ignore: (what: string) => `Ignored ${what}`,
      block: (what: string) => `Blocked ${what}`,
      later: (what: string) => `Postponed ${what}`,
    },
    several: (n: number) => devicesOf(n),
    close: "Close",
  },
  merge: {
    suggestion: (name: string, into: string) => `${name} has all registers that ${into} had. The same device?`,
    merge: "Merge…",
    apart: "Keep apart",
    more: (n: number) => `${count.format(n)} more like this`,
    title: (name: string, into: string) => `Merge ${name} into ${into}?`,
    what: (name: string, into: string) =>
      `Registers, notes, labels and uptime of ${name} are those of ${into} from now on, and whatever identified it identifies ${into}. Its alarms end.`,
    back: "This cannot be undone: splitting off, in the menu of its page, makes a new device.",
    act: "Merge",
    done: (name: string, into: string) => `Merged ${name} into ${into}`,
    keptApart: (name: string) => `${name} stays a device of its own`,
  },
  /** A maintenance of one device, from the menu of one of its registers. */
  mute: {
    on: (name: string) => `Mute for 1 hour: ${name}`,
    off: (name: string) => `Unmute: ${name}`,
    shared: (name: string, scope: string) => `${name} is muted with ${scope}`,
    blocked: (name: string) => `${name} is blocked and muted`,
  },
  maintenance: {
    button: (n: number) => (n === 0 ? "Maintenance…" : `Maintenance (${count.format(n)})…`),
    title: "Maintenance",
    about: "Until then nothing rings and no badge counts it. How it stands is told and kept all the same.",
    kinds: { device: "Device", label: "Label", site: "Site" },
    whatFor: "For a",
    which: "Which",
    noLabels: "No device has a label. Labels are given on a device's page.",
    noSites: "No device has a site. Sites are given on a device's page.",
    until: "Until",
    choices: { hour: "In 1 hour", hours: "In 4 hours", evening: "18:00 today", morning: "Tomorrow 07:00" },
    pick: "Another time…",
    note: "Note",
    noteHint: "Why, for whoever wonders",
    act: "Begin",
    began: (name: string, until: string) => `Maintenance of ${name} until ${until}`,
    running: "Under maintenance now",
    nothing: "Nothing is under maintenance.",
    line: (until: string, by: string) => `until ${until}, by ${by}`,
    label: (label: string) => `Label ${label}`,
    site: (site: string) => `Site ${site}`,
    gone: "a device that is gone",
    end: "End",
    endOf: (name: string) => `End the maintenance of ${name}`,
    ended: (name: string) => `Ended the maintenance of ${name}`,
    close: "Close",
  },
  empty: {
    title: "No device yet",
    hint: "Devices appear by themselves on their first push.",
    how: "How Regdesk tells them apart",
    steps: [
      "What a technician said: merged and split devices.",
      "Their registers' metadata: device, deviceId, serial or mac.",
      "The token they push with.",
      "The first part of their registers' names, such as boiler of boiler.temperature.",
      "The address they push from.",
    ],
    connect: "Connect a device",
  },
  /** For other screens. */
  openDevice: "Open device",
  badge: {
    offline: (n: number) => `${count.format(n)} offline`,
    late: (n: number) => `${count.format(n)} late`,
    new: (n: number) => `${count.format(n)} new`,
  },
  /** Registers with no device, because there are too many. */
  overflow: {
    devices: (registers: number, most: number) =>
      `${count.format(registers)} registers are shown with no device, because Regdesk keeps ${count.format(most)} devices; forget those that are gone.`,
    "new-from-address": (registers: number, most: number) =>
      `${count.format(registers)} registers are shown with no device, because Regdesk takes ${count.format(most)} new devices from one address; keep or ignore those that are there.`,
  },
  states: {
    online: "Online",
    late: "Late",
    offline: "Offline",
    flapping: "Flapping",
    "not-observed": "Not observed",
    moved: "Moved",
  },
  muted: "Muted",
  /** Why a device is in its state; `last` is one of the two below. */
  reasons: {
    "all-fresh": (fresh: number, total: number, last: string) =>
      `${count.format(fresh)} ${ofRegisters(total)} fresh; ${last}`,
    "some-late": (late: number, total: number, last: string) =>
      `${count.format(late)} ${ofRegisters(total)} late; ${last}`,
    "some-expired": (expired: number, total: number, last: string) =>
      `${count.format(expired)} ${ofRegisters(total)} expired; ${last}`,
    "in-grace": (total: number, last: string) => `none ${ofRegisters(total)} fresh, and the grace is not over; ${last}`,
    "all-expired": (total: number, last: string) =>
      total === 1
        ? `its only register expired; ${last}`
        : `${total === 1 ? "its register" : `all ${count.format(total)} registers`} expired; ${last}`,
    withdrawn: (last: string) => `it took its registers back; ${last}`,
    moved: (last: string) => `its registers belong to another device now; ${last}`,
    unmet: (last: string) => `never heard of here, what is said of it came from a backup; ${last}`,
    "no-registers": (last: string) => `it has no registers any more; ${last}`,
    flapping: (times: number, last: string) =>
      `it went on and off ${count.format(times)} times within ten minutes; ${last}`,
    "not-observed": (last: string) => `not observed, and it has not had the chance to push since; ${last}`,
  },
  lastPush: (ago: string, address: string | undefined) =>
    `last push ${ago} ago${address === undefined ? "" : ` from ${address}`}`,
  noPush: "no push since Regdesk started",
  /** The bar of the last 24 hours. */
  day: {
    letters: { x: "Offline", f: "Flapping", l: "Late", o: "Online", n: "Not observed", "-": "Not known" },
    stretch: (from: string, until: string, state: string) => `${from} to ${until}: ${state}`,
    part: (state: string, duration: string) => `${state.toLowerCase()} ${duration}`,
    label: (percent: number | undefined, parts: readonly string[]) =>
      `Last 24 hours: ${percent === undefined ? "not observed" : `${share.format(percent)} % not offline`}${
        parts.length === 0 ? "" : `; ${parts.join(", ")}`
      }`,
  },
  /** How a device was told apart, after “Identified by”. */
  identity: {
    metadata: (key: string, value: string) => `metadata.${key} ${value}`,
    token: (value: string) => `the token ${value}`,
    name: (value: string) => `the first part of its registers' names, ${value}`,
    address: (value: string) => `its address, ${value}`,
    person: "a technician, who said which registers are its own",
  },
};
