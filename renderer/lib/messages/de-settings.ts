import type { Messages } from "./en.ts";

export const settings: Messages["settings"] = {
  search: "Einstellungen durchsuchen",
  reset: (setting) => `${setting} zurücksetzen`,
  noHits: (query) => `Keine Einstellung passt zu „${query}“`,
  clear: "Suche löschen",
  groups: { general: "Allgemein", appearance: "Aussehen", keyboard: "Tastatur", network: "Netz" },
  language: {
    title: "Sprache",
    hint: "Dieses Fensters. Namen und Werte bleiben, wie die Geräte sie senden.",
    system: "Wie das System",
    en: "English",
    de: "Deutsch",
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
    title: "Tasten ohne Strg",
    hint: "Einzelne Buchstaben und Ziffern wirken als Tasten, etwa A zum Freigeben. Schalten Sie sie ab, wenn Sie diktieren oder versehentlich Tasten drücken.",
    on: "Ein",
    off: "Aus",
  },
  introduced: {
    title: "Erste Schritte",
    hint: "Zeigt die Einführung auf der Übersicht noch einmal.",
    action: "Noch einmal zeigen",
  },
  readOnly: "Das wird beim Start von Regdesk festgelegt.",
  addresses: {
    title: "Adressen",
    hint: "Wo Geräte diesen Rechner erreichen. Eine andere wählen Sie mit --host.",
  },
  port: { title: "Port", hint: "Einen anderen Port wählen Sie beim Start:", command: "regdesk serve --port 8081" },
  data: {
    title: "Datenverzeichnis",
    hint: "Hier liegen Register, Änderungswünsche und Einstellungen. Ein anderes wählen Sie beim Start:",
    command: "regdesk serve --data-dir ./anlage",
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
