import type { Messages } from "./en.ts";

const count = new Intl.NumberFormat("de");

export const overview: Messages["overview"] = {
  todo: "Zu tun",
  nothingToDo: "Nichts braucht Sie",
  nothingToDoHint: "Keine Änderung wartet auf eine Entscheidung, und kein Gerät ist verstummt.",
  at: "Auf einen Blick",
  counters: {
    devices: (all) => `von ${count.format(all)} ${all === 1 ? "Gerät" : "Geräten"} online`,
    fresh: (all) => `von ${count.format(all)} ${all === 1 ? "Register" : "Registern"} aktuell`,
    pending: "Änderungen offen",
    inProgress: "Änderungen unterwegs",
    sources: (all) => `von ${count.format(all)} ${all === 1 ? "Quelle" : "Quellen"} aktuell`,
  },
  pinned: "Angeheftet",
  nothingPinned: "Heften Sie in der Liste ein Register an, dann steht sein Wert hier.",
  nothingPinnedAction: "Register auswählen",
  pinGone: "derzeit nicht da",
  latest: "Zuletzt geschehen",
  allActivity: "Alle Ereignisse",
  noActivity: "Noch ist nichts geschehen.",
  tasks: {
    change: (register) => `${register} ändern?`,
    changeDetail: (from, to, by) => `${from} → ${to}, gewünscht von ${by}`,
    moreChanges: (n) =>
      n === 1
        ? "1 weitere Änderung wartet auf eine Entscheidung"
        : `${count.format(n)} weitere Änderungen warten auf eine Entscheidung`,
    away: {
      offline: (device) => `${device} ist offline`,
      flapping: (device) => `${device} kommt und geht`,
    },
    partly: (device, n) =>
      n === 1 ? `1 Register von ${device} ist abgelaufen` : `${count.format(n)} Register von ${device} sind abgelaufen`,
    moreAway: (n) => (n === 1 ? "1 weiteres Gerät ist offline" : `${count.format(n)} weitere Geräte sind offline`),
    morePartly: (n) => `${count.format(n)} ${n === 1 ? "weiteres Gerät" : "weitere Geräte"} mit abgelaufenen Registern`,
    alarms: (n) =>
      n === 1 ? "1 Alarm, den niemand quittiert hat" : `${count.format(n)} Alarme, die niemand quittiert hat`,
    full: "Mehr Geräte, als Regdesk aufnimmt",
    fresh: (n) => (n === 1 ? "1 neues Gerät" : `${count.format(n)} neue Geräte`),
    freshDetail: (names, more) =>
      `${names.join(", ")}${more > 0 ? ` und ${more === 1 ? "1 weiteres" : `${count.format(more)} weitere`}` : ""}`,
    refused: (n) => (n === 1 ? "1 Anfrage wurde abgewiesen" : `${count.format(n)} Anfragen wurden abgewiesen`),
    moreFailed: (n) =>
      n === 1 ? "1 weitere Quelle ist fehlgeschlagen" : `${count.format(n)} weitere Quellen sind fehlgeschlagen`,
    moreUnconfirmed: (n) =>
      n === 1 ? "1 weitere Quelle wartet auf ein Wort" : `${count.format(n)} weitere Quellen warten auf ein Wort`,
    sourceFailed: (name) => `Quelle ${name} ist fehlgeschlagen`,
    sourceUnconfirmed: (name) => `Quelle ${name} würde viel entfernen`,
    review: "Prüfen",
    show: "Zeigen",
  },
  empty: {
    title: "Noch hat nichts gesendet",
    hint: "Geräte senden ihre Register an",
    connect: "Gerät verbinden",
    demo: "Demo-Anlage starten",
  },
};

export const firstRun: Messages["firstRun"] = {
  label: "Erste Schritte",
  step: (n, of) => `Schritt ${n} von ${of}`,
  next: "Weiter",
  back: "Zurück",
  skip: "Überspringen",
  steps: { address: "Ihre Adresse", policy: "Wer entscheidet", done: "Bereit" },
  addressTitle: "Willkommen bei Regdesk",
  addressHint:
    "Dieser Rechner wartet auf Geräte. Richten Sie jedes Gerät, das das Register-Protokoll spricht, an diese Adresse:",
  addressLater: "Sie finden sie unter „Verbinden“ wieder, mit einem QR-Code.",
  policyTitle: "Sie entscheiden, was sich ändern darf",
  policyHint:
    "Jeder in diesem Netz darf eine Änderung wünschen. Nichts erreicht ein Gerät, bevor Sie es hier freigegeben haben.",
  policySteps: [
    ["Gewünscht", "Ein Wunsch wartet unter „Änderungen“, bis zu 15 Minuten lang."],
    ["Von Ihnen freigegeben", "5 Sekunden lang können Sie es zurücknehmen."],
    ["Abgeholt", "Das Gerät holt die Änderung bei seiner nächsten Abfrage."],
    ["Gesehen", "Regdesk vergleicht, was das Gerät danach meldet."],
  ],
  doneTitle: "Bereit",
  doneHint:
    "Verbinden Sie Ihr erstes Gerät, oder sehen Sie sich zuerst mit einer simulierten Anlage um. Ein Klick nimmt sie wieder weg.",
  startDemo: "Demo-Anlage starten",
  done: "Fertig",
};
