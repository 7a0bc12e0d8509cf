import type { Messages } from "./en.ts";

const count = new Intl.NumberFormat("de");
const loudness = { off: "Nichts", badge: "Ein Zeichen am Symbol", notify: "Eine Meldung" };

export const settings: Messages["settings"] = {
  search: "Einstellungen durchsuchen",
  reset: (setting) => `${setting} zurücksetzen`,
  noHits: (query) => `Keine Einstellung passt zu „${query}“`,
  clear: "Suche löschen",
  sections: "Abschnitte der Einstellungen",
  onOff: { on: "Ein", off: "Aus" },
  groups: {
    general: "Allgemein",
    appearance: "Aussehen",
    keyboard: "Tastatur",
    network: "Netz",
    limits: "Grenzen im Netz",
    devices: "Geräte",
    changes: "Änderungen",
    data: "Daten",
    notifications: "Meldungen",
    updates: "Updates",
    advanced: "Erweitert",
  },
  desktopOnly:
    "Das ist ein Browserfenster. Was nur die Desktop-Anwendung betrifft, stellen Sie in deren eigenem Fenster ein:",
  language: {
    title: "Sprache",
    hint: "Dieses Fensters. Namen und Werte bleiben, wie die Geräte sie senden.",
    system: "Wie das System",
    en: "English",
    de: "Deutsch",
  },
  timeFormat: {
    title: "Datum und Uhrzeit",
    hint: "ISO steht so in Protokollen und Exporten. Gezählt wird immer bis 24; Zeiten von heute stehen ohne Datum.",
    language: "Wie die Sprache",
    iso: "ISO",
  },
  announce: {
    title: "Im Netz bekannt machen",
    hint: "Andere Regdesks in diesem Netz finden dieses, wenn sie eine Quelle hinzufügen. Nichts verlässt das Netz, und Geräte brauchen es nicht.",
  },
  updateAddress: {
    title: "Update-Adresse",
    hint: "Wo dieser Standort oder diese Firma neuere Versionen ablegt, wie electron-builder sie auflistet. Leer: Regdesk sucht nirgends.",
  },
  updates: { title: "Neuere Versionen", hint: "Nur gesucht, wenn Sie es wollen. Nichts wird von selbst installiert." },
  ignoredUpdate: { title: "Nicht mehr gemeldete Version" },
  startAtLogin: { title: "Bei der Anmeldung starten", hint: "Regdesk hört zu, sobald Sie angemeldet sind." },
  startHidden: {
    title: "Ohne Fenster starten",
    hint: "Bei der Anmeldung zeigt nur das Symbol im Infobereich, dass Regdesk läuft.",
  },
  onClose: {
    title: "Wenn das Fenster geschlossen wird",
    hint: "Geräte können nur melden, solange Regdesk läuft.",
    choices: { ask: "Nachfragen", stay: "Im Infobereich weiterlaufen", quit: "Beenden" },
  },
  theme: {
    title: "Farben",
    hint: "„Draußen“ ist für grelle Sonne: Schwarz auf Weiß, größere Schrift, größere Knöpfe. „Nacht“ ist für dunkle Räume.",
  },
  density: {
    title: "Zeilen",
    hint: "Wie hoch die Zeilen der Listen sind. „Draußen“ hat immer die höchsten.",
    compact: "Eng",
    standard: "Normal",
    comfortable: "Weit",
  },
  zoom: {
    title: "Größe",
    hint: "Von allem im Fenster.",
    percent: (percent) => `${percent} %`,
    larger: "Größer",
    smaller: "Kleiner",
  },
  singleKeys: {
    title: "Tasten aus einem Buchstaben",
    hint: "Einzelne Buchstaben und Ziffern wirken als Tasten, etwa A zum Freigeben. Schalten Sie sie ab, wenn Sie diktieren oder versehentlich Tasten drücken.",
    on: "Ein",
    off: "Aus",
  },
  introduced: {
    title: "Erste Schritte",
    hint: "Zeigt die Einführung auf der Übersicht noch einmal.",
    action: "Noch einmal zeigen",
  },
  addresses: { title: "Adressen", hint: "Wo Geräte diesen Rechner jetzt erreichen." },
  listenHost: {
    title: "Erreichbar unter",
    hint: "Eine Adresse dieses Rechners, damit Geräte anderer Netze draußen bleiben. Leer heißt: unter jeder Adresse.",
    every: "jeder Adresse",
  },
  listenPort: {
    title: "Port",
    hint: "Wohin Geräte senden. Geräten, die den alten kennen, müssen Sie den neuen sagen.",
  },
  atNextStart: "Gilt ab dem nächsten Start von Regdesk.",
  overridden: {
    listenHost: "Regdesk wurde mit --host gestartet; das gilt in diesem Lauf vor dieser Einstellung.",
    listenPort: "Regdesk wurde mit --port gestartet; das gilt in diesem Lauf vor dieser Einstellung.",
    logLevel: "Regdesk wurde mit --log-level gestartet; das gilt in diesem Lauf vor dieser Einstellung.",
    mostRegisters: "Regdesk wurde mit --max-registers gestartet; das gilt in diesem Lauf vor dieser Einstellung.",
    mostBodyBytes: "Regdesk wurde mit --max-body gestartet; das gilt in diesem Lauf vor dieser Einstellung.",
    mostRegistersPerRequest:
      "Regdesk wurde mit --max-per-request gestartet; das gilt in diesem Lauf vor dieser Einstellung.",
    mostNameBytes: "Regdesk wurde mit --max-name gestartet; das gilt in diesem Lauf vor dieser Einstellung.",
    mostConnections: "Regdesk wurde mit --max-connections gestartet; das gilt in diesem Lauf vor dieser Einstellung.",
    mostRequestsPerSecond: "Regdesk wurde mit --max-rate gestartet; das gilt in diesem Lauf vor dieser Einstellung.",
  },
  notBetween: (least, most) => `Hier gehört eine ganze Zahl von ${count.format(least)} bis ${count.format(most)} hin.`,
  anyNumber: "beliebig viele",
  mostOpenRequests: {
    title: "Offene Änderungswünsche",
    hint: "Wie viele zugleich warten oder unterwegs sein dürfen. Weitere werden mit 507 abgewiesen, damit keiner unbemerkt verlorengeht.",
  },
  mostRegisters: {
    title: "Register",
    hint: "Wie viele es zugleich geben darf. Eine Meldung, die mehr bringt, wird mit 507 abgewiesen.",
  },
  mostBodyBytes: { title: "Größe einer Anfrage", hint: "In KiB. Was größer ist, wird mit 413 abgewiesen." },
  mostRegistersPerRequest: {
    title: "Register in einer Anfrage",
    hint: "Geräte warten aufeinander: Eines, das sehr viele auf einmal sendet, hält die anderen auf. Mehr werden mit 413 abgewiesen.",
  },
  mostNameBytes: {
    title: "Länge eines Namens",
    hint: "In Byte. Eine Meldung mit einem längeren Namen wird mit 400 abgewiesen.",
  },
  mostConnections: {
    title: "Verbindungen einer Adresse",
    hint: "Wie viele zugleich offen sein dürfen. Weitere werden mit 503 abgewiesen.",
  },
  mostRequestsPerSecond: {
    title: "Anfragen einer Adresse je Sekunde",
    hint: "Weitere werden mit 429 abgewiesen. Eine Bridge sendet für viele Geräte, deshalb ist die Zahl zunächst nicht begrenzt.",
  },
  invalidPort: "Ein Port ist eine Zahl von 1 bis 65535.",
  data: {
    title: "Datenverzeichnis",
    hint: "Hier liegen Register, Änderungswünsche, das Protokoll und die Einstellungen.",
    size: (size) => `Die Datenbank belegt ${size}.`,
  },
  backupsKept: {
    title: "Aufbewahrte tägliche Sicherungen",
    hint: "So viele der neuesten. Außerdem bleibt die erste jeder der letzten 5 Wochen, und von Hand gemachte, bis Sie sie löschen.",
    more: "Mehr",
    fewer: "Weniger",
  },
  settingsFile: {
    title: "Einstellungen als Datei",
    hint: "Was auf dieser Seite eingestellt ist, um es auf einen anderen Laptop mitzunehmen; nicht, was zu dieser Anlage gehört: Betrieb, Fristen und Regeln für Änderungen, Alarmregeln, Zugangsschlüssel.",
    words: "exportieren importieren JSON",
    save: "Exportieren …",
    open: "Importieren …",
    saved: "Einstellungen exportiert",
    unreadable: "Das ist keine Datei mit Einstellungen von Regdesk.",
    refused: "In der Datei steht etwas, das dieses Regdesk nicht versteht. Nichts wurde geändert.",
    same: "In der Datei steht, was schon eingestellt ist.",
    dialog: "Einstellungen importieren",
    changes: (n) => (n === 1 ? "Eine Einstellung würde sich ändern:" : `${n} Einstellungen würden sich ändern:`),
    setting: "Einstellung",
    now: "Jetzt",
    then: "In der Datei",
    apply: "Importieren",
    applied: "Einstellungen importiert",
    cancel: "Abbrechen",
  },
  deviceIdentity: {
    title: "Wie Geräte unterschieden werden",
    hint: "Nichts im Protokoll sagt, zu welchem Gerät ein Register gehört. Das Erste hiervon, das es gibt, zählt, und jedes Gerät sagt, welches es war.",
    words: "Identität Kennung Metadaten device deviceId serial mac Token Adresse",
    rules: [
      ["Metadaten", "device, deviceId, serial oder mac, in dieser Folge, wie es die Metadaten des Registers sagen."],
      ["Token", "der Name des Tokens, mit dem es meldet, wo Token verwendet werden."],
      ["Name", "was vor dem ersten Punkt der Registernamen steht: boiler von boiler.temp."],
      [
        "Adresse",
        "von wo es meldet, bei Registern ohne Punkt im Namen. Hinter einer Brücke teilen sich viele Geräte eine.",
      ],
    ],
    person:
      "Was ein Techniker von einem Gerät sagt, zählt mehr als alles: Zusammengelegt und getrennt werden Geräte unter",
    open: "Geräte",
  },
  newDevices: {
    title: "Neue Geräte",
    hint: "Ihre Register erscheinen und zählen sofort. Sie stehen unter Geräte als neu, bis jemand sie behält, ignoriert oder sperrt. Nur Token halten Fremde draußen, und nur mit Token lässt sich ein Gerät sperren.",
    open: "Neue Geräte ansehen",
  },
  deviceGrace: {
    title: "Schonfrist, bevor ein Gerät offline ist",
    hint: "Wie viele Male seine Gültigkeitsdauer ein Register schweigen darf. Ein Gerät kann unter Geräte eine eigene haben.",
    times: (n) => `${n} × TTL`,
    more: "Mehr Schonfrist",
    fewer: "Weniger Schonfrist",
  },
  history: {
    title: "Gespeicherter Verlauf",
    hint: "Jede Änderung jedes Registers und die Minuten, zu denen sie zusammengefasst werden. Was angeheftet ist, bleibt bei jedem Alter und jeder Größe.",
    words: "Größe Bytes Platte Aufbewahrung anheften exportieren",
    total: (bytes, free, registers) =>
      `${bytes} auf dem Datenträger, davon ${free} wieder frei; ${count.format(registers)} Register ${
        registers === 1 ? "hat" : "haben"
      } eine Vergangenheit.`,
    oldest: (time) => `Die älteste Änderung ist von ${time}.`,
    noBackup:
      "Der Verlauf liegt als history.db neben der Datenbank. In einer Sicherung von Hand ist er, wenn Sie es dort wünschen; tägliche Sicherungen bleiben klein, und eine davon wiederherzustellen lässt den Verlauf, wie er ist.",
    refresh: "Neu nachsehen",
    columns: { register: "Größte Register", changes: "Änderungen", minutes: "Minuten" },
    kept: "bleibt für immer, solange angeheftet",
    keptWith: (branch) => `bleibt für immer, solange ${branch} angeheftet ist`,
    pin: (name) => `${name} für immer aufbewahren: anheften`,
    largest: (shown, all) => `Die ${shown} größten von ${count.format(all)}.`,
    none: "Es ist noch nichts aufbewahrt.",
  },
  historyDays: {
    title: "Änderungen aufbewahren",
    hint: "In Tagen. Jede Änderung jedes Registers, solange sie nicht mehr Platz brauchen, als unten erlaubt ist.",
  },
  historyMinutesDays: {
    title: "Minuten aufbewahren",
    hint: "In Tagen. Kleinster, größter, mittlerer und letzter Wert jeder Minute, von Zahlen und Ein/Aus.",
  },
  historyMegabytes: {
    title: "Platz für den Verlauf",
    hint: "In MB. Ist er voll, geht zuerst die älteste Stunde der Änderungen; Minuten erst, wenn keine Änderung mehr übrig ist.",
  },
  alarms: {
    title: "Alarme",
    hint: "Wenn ein Gerät offline ist oder ein anderer Alarm ausgelöst wird.",
    choices: loudness,
  },
  pendingChanges: {
    title: "Wartende Änderungen",
    hint: "Wenn ein Änderungswunsch auf Sie wartet.",
    choices: loudness,
  },
  hostTrouble: {
    title: "Schwierigkeiten mit Regdesk",
    hint: "Wenn nichts gespeichert werden kann, nichts mehr ankommt und Ähnliches.",
    choices: loudness,
  },
  quietHours: {
    title: "Ruhezeit",
    hint: "Keine Meldung zwischen diesen Uhrzeiten. Was wartet, wartet trotzdem.",
    from: "Von",
    to: "Bis",
  },
  logLevel: {
    title: "Logbuch",
    hint: "Wie viel Regdesk über sich selbst aufschreibt; gilt sofort. Das Logbuch steht unter „Hilfe“.",
    choices: { error: "Nur Fehler", warn: "Warnungen", info: "Was geschieht", debug: "Alles" },
    open: "Logbuch öffnen",
  },
};

export const help: Messages["help"] = {
  about: "Über Regdesk",
  aboutText:
    "Die Register einer Anlage auf einem Laptop: live sehen, entscheiden, was sich ändern darf, und behalten, was geschah.",
  version: "Version",
  started: "Läuft seit",
  process: "Prozess",
  licence: "Lizenz",
  licenceText: "Regdesk ist freie Software unter der MIT-Lizenz. Das Fenster ist aus diesen Werken gebaut:",
  offline: "Kein Internet nötig",
  offlineText:
    "Regdesk verlässt dieses Netz nie: keine Konten, keine Telemetrie, keine Updates von selbst. Alles, was es zeigt, kommt von Ihren Geräten und bleibt in seinem Datenverzeichnis.",
  guide: "Wie es geht",
  guideSteps: [
    [
      "Geräte melden",
      "Jedes Register gilt für seine Lebensdauer. Aktuell: rechtzeitig gemeldet. Verspätet: die nächste Meldung ist überfällig. Abgelaufen: niemand meldet es mehr; der zuletzt bekannte Wert bleibt stehen.",
    ],
    [
      "Jemand wünscht eine Änderung",
      "Der Wunsch wartet unter „Änderungen“, bis Sie ihn freigeben oder ablehnen. Ein neuerer Wunsch für dasselbe Register ersetzt ihn.",
    ],
    [
      "Das Gerät holt sie ab",
      "Regdesk kann nichts aufdrängen: Das Gerät holt die Änderung bei seiner nächsten Abfrage. Was es danach meldet, ist das Ergebnis.",
    ],
  ],
  commands: "Auf der Kommandozeile",
  commandsText: "All das geht auch in einem Terminal, während Regdesk läuft:",
};
