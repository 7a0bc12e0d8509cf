import type { Messages } from "./en.ts";

const count = new Intl.NumberFormat("de");

export const overview: Messages["overview"] = {
  todo: "Zu tun",
  nothingToDo: "Nichts braucht Sie",
  nothingToDoHint: "Keine Änderung wartet auf eine Entscheidung, und kein Register ist abgelaufen.",
  at: "Auf einen Blick",
  counters: {
    fresh: (all) => `von ${count.format(all)} ${all === 1 ? "Register" : "Registern"} aktuell`,
    pending: "Änderungen offen",
    inProgress: "Änderungen unterwegs",
    sources: (all) => `von ${count.format(all)} ${all === 1 ? "Quelle" : "Quellen"} aktuell`,
    senders: "Absender in der letzten Minute",
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
    expired: (n) => (n === 1 ? "1 Register ist abgelaufen" : `${count.format(n)} Register sind abgelaufen`),
    expiredDevice: (device, n) =>
      n === 1 ? `1 Register von ${device} ist abgelaufen` : `${count.format(n)} Register von ${device} sind abgelaufen`,
    moreExpired: (n) =>
      `${count.format(n)} ${n === 1 ? "weiteres Gerät" : "weitere Geräte"} mit abgelaufenen Registern`,
    refused: (n) => (n === 1 ? "1 Anfrage wurde abgewiesen" : `${count.format(n)} Anfragen wurden abgewiesen`),
    sourceFailed: (name) => `Quelle ${name} ist fehlgeschlagen`,
    sourceUnconfirmed: (name) => `Quelle ${name} würde viel entfernen`,
    review: "Prüfen",
    show: "Zeigen",
    connect: "Verbindung prüfen",
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
