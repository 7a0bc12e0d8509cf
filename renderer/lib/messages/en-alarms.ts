const count = new Intl.NumberFormat("en");
const plural = (n: number, one: string, many: string) => `${count.format(n)} ${n === 1 ? one : many}`;

/** Alarms and what raises them. */
export const alarms = {
  title: "Alarms",
  list: "Alarms",
  drawer: "Alarms and notices",
  /** What the bell says to who does not see its marks. */
  ringing: (n: number) => `${count.format(n)} ringing`,
  open: (n: number) => plural(n, "notice open", "notices open"),
  tabs: { label: "Alarms or notices", alarms: "Alarms", notices: "Notices" },
  chime: {
    title: "Chime for alarms",
    hint: "A short tone when an alarm rings, and once a minute until somebody has acknowledged it. It keeps quiet hours.",
    words: "sound",
  },
  rulesOpen: "Rules…",
  states: {
    "active-unacked": "Active",
    "active-acked": "Acknowledged",
    "cleared-unacked": "Over",
    closed: "Closed",
  },
  /** For who does not see the triangles. */
  severities: { 1: "note", 2: "warning", 3: "grave" },
  shelved: "Shelved",
  muted: "Muted",
  mutedHint: "Its device is ignored, blocked or under maintenance: it does not ring.",
  since: (moment: string) => `since ${moment}`,
  cleared: (moment: string) => `over since ${moment}`,
  times: (n: number) => `${count.format(n)} times`,
  rule: (name: string) => `Rule: ${name}`,
  acknowledged: (who: string, moment: string) => `Acknowledged by ${who}, ${moment}`,
  shelvedUntil: (until: string, who: string) => `Shelved until ${until} by ${who}`,
  note: (words: string) => `“${words}”`,
  underStorm: "Part of a loss of contact",
  folded: (n: number) => plural(n, "device under it", "devices under it"),
  sections: {
    shelved: (n: number) => `Shelved (${count.format(n)})`,
    muted: (n: number) => `Muted (${count.format(n)})`,
  },
  more: (n: number) => `Show ${count.format(n)} more`,
  none: {
    title: "No alarms",
    hint: "What goes offline, or meets a rule, shows here until somebody has acknowledged it.",
  },
  sentence: {
    someDevice: "A device",
    offline: (device: string) => `${device} is offline`,
    silent: (subject: string) => `${subject} is not reported any more`,
    storm: (n: number) => `Network or this laptop lost contact (${plural(n, "device", "devices")})`,
    changed: (subject: string, before: string, value: string) => `${subject} changed from ${before} to ${value}`,
    nothing: "nothing",
    above: (subject: string, value: string, limit: string) => `${subject} is ${value}, above ${limit}`,
    below: (subject: string, value: string, limit: string) => `${subject} is ${value}, below ${limit}`,
    equals: (subject: string, value: string) => `${subject} is ${value}`,
    differs: (subject: string, value: string, limit: string) => `${subject} is ${value}, not ${limit}`,
    contains: (subject: string, value: string, words: string) => `${subject} is “${value}”, which contains “${words}”`,
  },
  act: {
    acknowledge: "Acknowledge",
    withNote: "Acknowledge with a note…",
    shelve: "Shelve…",
    unshelve: "Back from shelf",
    clear: "Clear",
    sureClear: "Clear for good",
    keep: "Keep",
    clearHint: "Takes it off the list. It comes again when it was over in between.",
    /** For who hears a button and not where it stands. */
    of: (act: string, sentence: string) => `${act}: ${sentence}`,
    select: (sentence: string) => `Select: ${sentence}`,
    all: (n: number, undrawn: number) =>
      undrawn === 0
        ? `Acknowledge all ${count.format(n)}`
        : `Acknowledge all ${count.format(n)}, also ${count.format(undrawn)} not shown`,
    selected: (n: number) => `Acknowledge selected (${count.format(n)})`,
    shelveSelected: (n: number) => `Shelve selected (${count.format(n)})…`,
    unselect: "Select none",
    acknowledged: (n: number) => plural(n, "alarm acknowledged", "alarms acknowledged"),
    shelved: (n: number, until: string) => `${plural(n, "alarm", "alarms")} shelved until ${until}`,
    unshelved: (n: number) => `${plural(n, "alarm", "alarms")} back from the shelf`,
    cleared: (n: number) => plural(n, "alarm cleared", "alarms cleared"),
  },
  noteDialog: {
    title: (n: number) => (n === 1 ? "Acknowledge with a note" : `Acknowledge ${count.format(n)} alarms with a note`),
    note: "Note",
    placeholder: "What you found, or what you will do",
    cancel: "Cancel",
  },
  shelveDialog: {
    title: (n: number) => (n === 1 ? "Shelve the alarm" : `Shelve ${count.format(n)} alarms`),
    hint: "Until then it neither rings nor counts, and it comes back by itself.",
    until: "For how long",
    spans: { "5m": "5 m", "15m": "15 m", "1h": "1 h", "8h": "8 h", time: "Until …" },
    at: "Until",
    comesBack: (moment: string) => `Comes back at ${moment}.`,
    reason: "Reason",
    placeholder: "For example: pump is being serviced",
    shelve: "Shelve",
    cancel: "Cancel",
    problems: {
      noReason: "Say why: who comes after you needs to know.",
      noTime: "Choose a date and a time.",
      past: "That time is past. Choose a later one.",
    },
  },
};
