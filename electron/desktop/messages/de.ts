import type { Messages } from "./en.ts";

const devices = (n: number) => (n === 1 ? "1 Gerät sendet" : `${n} Geräte senden`);
const changes = (n: number) => (n === 1 ? "1 Änderung wartet" : `${n} Änderungen warten`);

export const de: Messages = {
  menu: {
    file: "&Datei",
    edit: "&Bearbeiten",
    view: "&Ansicht",
    go: "&Gehe zu",
    window: "&Fenster",
    help: "&Hilfe",
    about: "Über Regdesk",
    services: "Dienste",
    hide: "Regdesk ausblenden",
    hideOthers: "Andere ausblenden",
    showAll: "Alle einblenden",
    settings: "Einstellungen …",
    close: "Fenster schließen",
    quit: "Regdesk beenden",
    undo: "Widerrufen",
    redo: "Wiederholen",
    cut: "Ausschneiden",
    copy: "Kopieren",
    paste: "Einfügen",
    delete: "Löschen",
    selectAll: "Alles auswählen",
    reload: "Neu laden",
    forceReload: "Vollständig neu laden",
    developerTools: "Entwicklerwerkzeuge",
    sidebar: "Seitenleiste",
    outdoor: "Farben für draußen",
    notices: "Hinweise",
    normalSize: "Normale Größe",
    larger: "Größer",
    smaller: "Kleiner",
    fullScreen: "Vollbild",
    search: "Suchen oder springen …",
    minimize: "Minimieren",
    zoom: "Zoomen",
    front: "Alle nach vorne bringen",
    guide: "Hilfe zu Regdesk",
    updates: "Updates …",
  },
  sections: {
    overview: "Übersicht",
    registers: "Register",
    devices: "Geräte",
    changes: "Änderungen",
    sources: "Quellen",
    activity: "Ereignisse",
    connect: "Verbinden",
    settings: "Einstellungen",
    help: "Hilfe",
  },
  troubles: {
    Intact: "Die Datenbank war beschädigt",
    Storing: "Nichts Neues wird gespeichert",
    Receiving: "Nichts kommt an",
    Commandable: "Befehle erreichen dieses Regdesk nicht",
    Gate: "Änderungen warten nicht auf eine Freigabe",
    Listening: "Geräte erreichen Regdesk nicht",
    SourceFiles: "Die Datei einer Quelle wird nicht übernommen",
    Remembering: "Der Verlauf wird nicht aufbewahrt",
  },
  troubleDetail: () => "Öffnen Sie Regdesk, um zu sehen, was zu tun ist.",
  tray: {
    open: "Regdesk öffnen",
    pending: (n) => (n === 0 ? "Keine wartenden Änderungen" : `Wartende Änderungen (${n}) …`),
    well: "Alles in Ordnung",
    waiting: (n) => `${changes(n)} auf Sie`,
    offline: (n) => (n === 1 ? "1 Gerät ist offline" : `${n} Geräte sind offline`),
    alarms: (n) => (n === 1 ? "1 Alarm" : `${n} Alarme`),
    pushing: (n) => (n === 0 ? "Kein Gerät sendet" : devices(n)),
    addresses: "Adressen für Geräte",
    copy: (address) => `${address} kopieren`,
    quit: "Regdesk beenden",
  },
  closing: {
    question: "Soll Regdesk weiterlaufen?",
    detail: (pushing) =>
      `Geräte können nur senden, solange Regdesk läuft.${pushing === 0 ? "" : ` Gerade ${devicesNow(pushing)} hierher.`} Ohne Fenster läuft es hinter seinem Symbol in der Taskleiste weiter.`,
    stay: "Weiterlaufen",
    quit: "Beenden",
    cancel: "Abbrechen",
    remember: "Beim Schließen des Fensters immer so",
  },
  quitting: {
    question: "Regdesk beenden?",
    detail: (pushing) => `${devices(pushing)} hierher; solange Regdesk beendet ist, wird nichts empfangen.`,
    quit: "Beenden",
    cancel: "Abbrechen",
  },
  notifications: {
    change: (register) => `Eine Änderung wartet: ${register}`,
    requested: (requester, before, after) =>
      `${requester} wünscht ${before === undefined ? after : `${before} → ${after}`}`,
    changes: (n) => `${changes(n)} auf Sie`,
    more: (n) => `Außerdem: ${changes(n)} auf Sie.`,
    approve: "Freigeben",
    deny: "Ablehnen",
    offline: (device) => `${device} ist offline`,
    storm: (n) => `Verbindung zu ${n} Geräten verloren`,
    stormDetail: "Das Netz, oder der Platz dieses Rechners darin.",
    alarm: (what) => `Alarm: ${what}`,
    alarms: (n) => `${n} Alarme`,
    notDone: (id) => `Über Änderungswunsch ${id} wurde nicht entschieden`,
  },
  refusals: {
    CHANGE_REQUEST_NOT_FOUND: "Diesen Änderungswunsch gibt es nicht mehr.",
    CHANGE_REQUEST_DECIDED: "Über diesen Änderungswunsch wurde inzwischen entschieden.",
    NOTE_REQUIRED: "Eine Notiz wird verlangt. Entscheiden Sie in Regdesk.",
    STORE_UNAVAILABLE: "Es ließ sich nicht speichern und wurde daher nicht ausgeführt. Öffnen Sie Regdesk.",
  },
  updates: {
    title: (version) => `Das ist Regdesk ${version}`,
    never: "Regdesk sucht nie von selbst nach Updates: Es geht nirgendwohin außer zu Ihren Geräten und Quellen.",
    page: (page) =>
      `Neuere Versionen erscheinen auf ${page}. Zum Aktualisieren führen Sie das neuere Installationsprogramm aus; Ihre Daten bleiben.`,
    noPage:
      "Dieser Build nennt keinen Ort, an dem neuere Versionen erscheinen. Haben Sie ein neueres Installationsprogramm, führen Sie es aus; Ihre Daten bleiben.",
    open: "Seite öffnen",
    close: "Schließen",
  },
  safeMode: {
    title: "Regdesk ist neu aufgesetzt gestartet",
    detail:
      "Es endete zweimal binnen weniger Minuten unerwartet. Das Fenster hat wieder seine übliche Größe und Lage, zeigt die Übersicht und zeichnet diesmal ohne Grafikkarte. Register, Änderungen und Einstellungen sind, wie sie waren.",
    close: "OK",
  },
  windowGone: {
    title: "Das Fenster fällt immer wieder aus",
    detail: "Regdesk selbst läuft weiter: Geräte können senden, und nichts geht verloren.",
    again: "Noch einmal versuchen",
    quit: "Regdesk beenden",
  },
};

/** Within a sentence the verb comes first. */
function devicesNow(n: number): string {
  return n === 1 ? "sendet 1 Gerät" : `senden ${n} Geräte`;
}
