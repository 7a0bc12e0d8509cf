import type { Messages } from "./en.ts";

const count = new Intl.NumberFormat("de");
const share = new Intl.NumberFormat("de", { maximumFractionDigits: 1 });
const devicesOf = (n: number) => `${count.format(n)} ${n === 1 ? "Gerät" : "Geräte"}`;
const ofRegisters = (n: number) => `von ${count.format(n)} ${n === 1 ? "Register" : "Registern"}`;

export const devices: Messages["devices"] = {
  list: "Geräte",
  columns: {
    state: "Zustand",
    name: "Name",
    site: "Standort, Etiketten",
    registers: "Register",
    seen: "Zuletzt",
    interval: "Abstand",
    day: "Letzte 24 Stunden",
    changes: "Änderungen",
    reason: "Warum",
  },
  groups: {
    offline: "Offline",
    flapping: "Flatternd",
    late: "Verspätet",
    "not-observed": "Nicht beobachtet",
    new: "Neu",
    online: "Online",
    moved: "Umgezogen",
    muted: "Stumm",
    noSite: "Ohne Standort",
    noLabel: "Ohne Etikett",
  },
  filter: {
    label: "Geräte filtern",
    hint: "Name, Standort, Etikett, Adresse",
    clear: "Filter löschen",
    found: (shown, all) => `${count.format(shown)} von ${count.format(all)}`,
    all: (n) => devicesOf(n),
    none: (query) => `Kein Gerät passt zu „${query}“`,
    noneHint:
      "Gesucht wird in Namen, Standorten, Etiketten, Adressen und Zuständen; label:dach sucht nur in Etiketten.",
    onlyHidden: (n) => `${devicesOf(n)}, alle ignoriert oder gesperrt`,
  },
  grouping: {
    title: (by) => `Gruppen: ${by}`,
    by: "Gruppieren nach",
    problems: "Probleme zuerst",
    site: "Standort",
    label: "Etikett",
    none: "Keine",
    collapseAll: "Alle zuklappen",
    expandAll: "Alle aufklappen",
  },
  layout: { label: "Darstellung", list: "Liste", cards: "Karten" },
  showHidden: (n) => `Ignorierte und gesperrte zeigen (${count.format(n)})`,
  sortBy: (column) => `Nach ${column} ordnen`,
  outOfDate: "Reihenfolge veraltet",
  resort: "Neu ordnen",
  registers: (total, late, expired) =>
    [
      count.format(total),
      ...(expired > 0 ? [`${count.format(expired)} abgelaufen`] : []),
      ...(late > 0 ? [`${count.format(late)} verspätet`] : []),
    ].join(" · "),
  never: "nie",
  waiting: (n) =>
    n === 1 ? "1 Änderung wartet auf eine Entscheidung" : `${count.format(n)} Änderungen warten auf eine Entscheidung`,
  noneWaiting: "Keine Änderung wartet auf eine Entscheidung",
  neverAsked: "Es hat nach keiner Änderung gefragt, seit Regdesk läuft: vielleicht kann man es nur lesen",
  alarms: (n) => (n === 1 ? "1 Alarm" : `${count.format(n)} Alarme`),
  badges: {
    new: "Neu",
    later: "Noch nicht angesehen",
    ignored: "Ignoriert",
    blocked: "Gesperrt",
    maintenance: (until) => `Wartung bis ${until}`,
  },
  pace: {
    short: (interval, jitter) => `${interval} ± ${jitter}`,
    how: "Die Hälfte der Meldungen kam früher nach der vorigen als der Abstand, die Hälfte später; die Hälfte weicht höchstens um die Schwankung davon ab. Einen Ping gibt es im Protokoll nicht.",
    interval: (of, p50, jitter) =>
      `Meldet sich alle ${p50}, plus oder minus ${jitter} (die Mitte der letzten ${count.format(of)}).`,
    pickUp: (of, p50) => `Holt Freigegebenes nach ${p50} ab (die Mitte der letzten ${count.format(of)}).`,
    apply: (of, p50) => `Meldet den neuen Wert ${p50} danach (die Mitte der letzten ${count.format(of)}).`,
  },
  row: {
    menu: "Was sich tun lässt",
    menuFor: (name) => `Was sich mit ${name} tun lässt`,
    open: "Öffnen",
    maintenance: "Wartung …",
    select: "Auswählen",
    copyId: (id) => `Kennung ${id} kopieren`,
    copied: (id) => `${id} kopiert`,
  },
  selection: {
    count: (n) => `${count.format(n)} ausgewählt`,
    all: "Alle auswählen",
    clear: "Auswahl aufheben",
  },
  review: {
    strip: (n, names, more) =>
      `${n === 1 ? "1 neues Gerät" : `${count.format(n)} neue Geräte`}: ${names.join(", ")}${
        more > 0 ? ` und ${more === 1 ? "1 weiteres" : `${count.format(more)} weitere`}` : ""
      }`,
    review: "Ansehen …",
    keepAll: (n) => (n < 2 ? "Alle behalten" : `Alle ${count.format(n)} behalten`),
    title: "Neue Geräte",
    about: "Was sie melden, ist vom ersten Augenblick an zu sehen. Hier ist zu sagen, welche hierher gehören.",
    keep: "Behalten",
    ignore: "Ignorieren",
    block: "Sperren",
    later: "Später",
    of: (what, name) => `${what}: ${name}`,
    means: {
      keep: "Es gehört hierher und zählt.",
      ignore: "Es ist verborgen und stumm. Was es meldet, wird weiter angenommen.",
      block: "Seine Meldungen werden abgelehnt.",
      later: "Es bleibt, und nach ihm wird nicht wieder gefragt.",
    },
    noBlock:
      "Sperren lässt sich nichts, solange Geräte zum Melden keinen Token brauchen: Ohne könnten sie sich unter anderem Namen melden.",
    tokens: "Token",
    identified: (by) => `Erkannt an: ${by}`,
    bridge: (address) => `über ${address}, eine Brücke`,
    from: (address) => `von ${address}`,
    first: (ago) => `zuerst gesehen vor ${ago}`,
    done: {
      keep: (what) => `${what} behalten`,
      ignore: (what) => `${what} ignoriert`,
      block: (what) => `${what} gesperrt`,
      later: (what) => `${what} zurückgestellt`,
    },
    several: (n) => devicesOf(n),
    close: "Schließen",
  },
  merge: {
    suggestion: (name, into) => `${name} hat alle Register, die ${into} hatte. Dasselbe Gerät?`,
    merge: "Vereinen …",
    apart: "Getrennt lassen",
    more: (n) => `${count.format(n)} weitere dieser Art`,
    title: (name, into) => `${name} mit ${into} vereinen?`,
    what: (name, into) =>
      `Register, Notizen, Etiketten und Verfügbarkeit von ${name} sind von jetzt an die von ${into}, und woran es erkannt wurde, daran wird ${into} erkannt. Seine Alarme enden.`,
    back: "Das lässt sich nicht rückgängig machen: Abspalten, im Menü seiner Seite, macht ein neues Gerät.",
    act: "Vereinen",
    done: (name, into) => `${name} mit ${into} vereint`,
    keptApart: (name) => `${name} bleibt ein eigenes Gerät`,
  },
  mute: {
    on: (name) => `1 Stunde stumm schalten: ${name}`,
    off: (name) => `Nicht mehr stumm: ${name}`,
    shared: (name, scope) => `${name} ist stumm mit ${scope}`,
    blocked: (name) => `${name} ist gesperrt und stumm`,
  },
  maintenance: {
    button: (n) => (n === 0 ? "Wartung …" : `Wartung (${count.format(n)}) …`),
    title: "Wartung",
    about:
      "Bis dahin läutet nichts, und es zählt in keiner Anzeige. Sein Zustand wird dennoch gezeigt und festgehalten.",
    kinds: { device: "Gerät", label: "Etikett", site: "Standort" },
    whatFor: "Für",
    which: "Welches",
    noLabels: "Kein Gerät hat ein Etikett. Etiketten gibt man auf der Seite eines Geräts.",
    noSites: "Kein Gerät hat einen Standort. Standorte gibt man auf der Seite eines Geräts.",
    until: "Bis",
    choices: { hour: "In 1 Stunde", hours: "In 4 Stunden", evening: "Heute 18:00", morning: "Morgen 07:00" },
    pick: "Zu anderer Zeit …",
    note: "Notiz",
    noteHint: "Warum, für alle, die sich wundern",
    act: "Beginnen",
    began: (name, until) => `Wartung von ${name} bis ${until}`,
    running: "Zurzeit in Wartung",
    nothing: "Nichts ist in Wartung.",
    line: (until, by) => `bis ${until}, von ${by}`,
    label: (label) => `Etikett ${label}`,
    site: (site) => `Standort ${site}`,
    gone: "ein Gerät, das es nicht mehr gibt",
    end: "Beenden",
    endOf: (name) => `Wartung von ${name} beenden`,
    ended: (name) => `Wartung von ${name} beendet`,
    close: "Schließen",
  },
  empty: {
    title: "Noch kein Gerät",
    hint: "Geräte erscheinen von selbst, sobald sie sich zum ersten Mal melden.",
    how: "Woran Regdesk sie erkennt",
    steps: [
      "An dem, was ein Techniker gesagt hat: vereinte und aufgeteilte Geräte.",
      "An den Metadaten ihrer Register: device, deviceId, serial oder mac.",
      "Am Token, mit dem sie sich melden.",
      "Am Anfang der Namen ihrer Register, etwa boiler in boiler.temperature.",
      "An der Adresse, von der sie sich melden.",
    ],
    connect: "Gerät verbinden",
  },
  openDevice: "Gerät öffnen",
  badge: {
    offline: (n) => `${count.format(n)} offline`,
    late: (n) => `${count.format(n)} verspätet`,
    new: (n) => `${count.format(n)} neu`,
  },
  overflow: {
    devices: (registers, most) =>
      `${count.format(registers)} Register stehen ohne Gerät da, weil Regdesk ${count.format(most)} Geräte behält; vergessen Sie jene, die es nicht mehr gibt.`,
    "new-from-address": (registers, most) =>
      `${count.format(registers)} Register stehen ohne Gerät da, weil Regdesk von einer Adresse ${count.format(most)} neue Geräte annimmt; behalten oder ignorieren Sie, was da ist.`,
  },
  states: {
    online: "Online",
    late: "Verspätet",
    offline: "Offline",
    flapping: "Flatternd",
    "not-observed": "Nicht beobachtet",
    moved: "Umgezogen",
  },
  muted: "Stumm",
  reasons: {
    "all-fresh": (fresh, total, last) => `${count.format(fresh)} ${ofRegisters(total)} frisch; ${last}`,
    "some-late": (late, total, last) => `${count.format(late)} ${ofRegisters(total)} verspätet; ${last}`,
    "some-expired": (expired, total, last) => `${count.format(expired)} ${ofRegisters(total)} abgelaufen; ${last}`,
    "in-grace": (total, last) => `keines ${ofRegisters(total)} frisch, doch die Schonfrist läuft noch; ${last}`,
    "all-expired": (total, last) =>
      total === 1
        ? `sein einziges Register ist abgelaufen; ${last}`
        : `${total === 1 ? "sein Register" : `alle ${count.format(total)} Register`} abgelaufen; ${last}`,
    withdrawn: (last) => `es hat seine Register zurückgezogen; ${last}`,
    moved: (last) => `seine Register gehören jetzt zu einem anderen Gerät; ${last}`,
    unmet: (last) => `hier noch nie gehört, was von ihm bekannt ist, kam aus einer Sicherung; ${last}`,
    "no-registers": (last) => `es hat keine Register mehr; ${last}`,
    flapping: (times, last) => `es kam und ging ${count.format(times)}-mal in zehn Minuten; ${last}`,
    "not-observed": (last) => `nicht beobachtet, und es konnte sich seither noch nicht melden; ${last}`,
  },
  lastPush: (ago, address) => `zuletzt gemeldet vor ${ago}${address === undefined ? "" : ` von ${address}`}`,
  noPush: "keine Meldung, seit Regdesk läuft",
  day: {
    letters: {
      x: "Offline",
      f: "Flatternd",
      l: "Verspätet",
      o: "Online",
      n: "Nicht beobachtet",
      "-": "Nicht bekannt",
    },
    stretch: (from, until, state) => `${from} bis ${until}: ${state}`,
    part: (state, duration) => `${state.toLowerCase()} ${duration}`,
    label: (percent, parts) =>
      `Letzte 24 Stunden: ${percent === undefined ? "nicht beobachtet" : `${share.format(percent)} % nicht offline`}${
        parts.length === 0 ? "" : `; ${parts.join(", ")}`
      }`,
  },
  identity: {
    metadata: (key, value) => `metadata.${key} ${value}`,
    token: (value) => `den Token ${value}`,
    name: (value) => `den Anfang der Namen seiner Register, ${value}`,
    address: (value) => `seine Adresse, ${value}`,
    person: "die Angabe eines Technikers, welche Register zu ihm gehören",
  },
};
