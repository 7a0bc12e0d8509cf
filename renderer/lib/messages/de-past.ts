import type { Messages } from "./en.ts";
import { plot } from "./de-past-plot.ts";

const count = new Intl.NumberFormat("de");
const registers = (n: number) => `${count.format(n)} Register`;

export const past: Messages["past"] = {
  plot,
  gaps: {
    expired: "war es abgelaufen",
    withdrawn: "hatte sein Anbieter es zurückgezogen",
    "no-value": "sagte das Gerät, dass es keinen hat",
    "not-running": "lief Regdesk nicht",
    asleep: "schlief dieser Rechner",
    skipped: "sprang die Uhr über diese Zeit hinweg",
    "not-stored": "nahm der Datenträger nichts an, und es musste wegfallen",
    "not-read": "gab es mehr, als sich auf einmal lesen lässt",
  },
  travel: {
    open: "In die Vergangenheit sehen",
    label: "Die Vergangenheit dieses Registers",
    now: "Jetzt",
    close: "Zurück zur Gegenwart",
    earlier: "Frühere Änderung",
    later: "Spätere Änderung",
    slider: "Zeitpunkt",
    span: "Zeit, aus der gewählt wird",
    spans: { hour: "1 h", day: "24 h", all: "Alles" },
    pick: "Zu einer Zeit gehen",
    go: "Los",
    keptSince: (time) => `Aufbewahrt seit ${time}`,
    nothing: "Von der Vergangenheit dieses Registers ist noch nichts aufbewahrt.",
    since: "Seit",
    until: "Bis",
    stillSo: "jetzt; seither hat es sich nicht geändert",
    before: "Davor",
    unit: "Einheit",
    unitOfNow: (unit) => `${unit}, Stand von jetzt`,
    noValue: (time) => `Kein Wert um ${time}`,
    why: (reason) => `Zu dieser Zeit ${reason}.`,
    unknown:
      "Von dieser Zeit ist nichts aufbewahrt: Sie liegt vor der ersten aufbewahrten Änderung oder zu lange zurück.",
    metadata: "Wie die Metadaten zu dieser Zeit waren, ist nicht aufbewahrt. So sind sie jetzt:",
    asksNow: (time) => `Ein Wunsch gilt ab jetzt, nicht für ${time}.`,
    askAgain: "Diesen Wert wünschen …",
  },
  diff: {
    pick: "Zu einer Zeit …",
    more: "Frühere Änderungen …",
    at: (time) => `Um ${time}`,
    time: (side) => `${side}: Datum und Uhrzeit`,
    noValue: (time, reason) =>
      `Um ${time} gab es keinen Wert${reason === undefined ? "" : `: Zu dieser Zeit ${reason}`}. Wählen Sie einen anderen Zeitpunkt.`,
    nothing: "Noch nichts zu vergleichen.",
    nothingHint: (time) =>
      time === undefined
        ? "Von diesem Register ist keine Änderung aufbewahrt."
        : `Der Wert hat sich seit ${time} nicht geändert.`,
  },
  then: {
    open: "Alle Register zu einer Zeit …",
    title: "Alle Register zu einer Zeit",
    time: "Datum und Uhrzeit",
    search: "Namen suchen",
    onlyDifferent: "Nur was jetzt anders ist",
    viewing: (time, n) => `Stand von ${time}: ${registers(n)}. Nur zum Lesen.`,
    columns: { register: "Register", then: (time) => `Um ${time}`, since: "Seit", now: "Jetzt" },
    same: "dasselbe",
    gone: "nicht mehr da",
    nothing: "Von dieser Zeit ist nichts aufbewahrt, oder nichts passt.",
    more: (n) => `${count.format(n)} weitere: suchen Sie einen Namen`,
    cut: (n) => `Nur die ersten ${registers(n)} nach Namen werden angesehen.`,
  },
  export: {
    open: "Verlauf exportieren …",
    instead: "Stattdessen ihren Verlauf exportieren …",
    title: "Verlauf exportieren",
    what: "Was",
    one: (name) => `Nur ${name}`,
    some: (n) => `Diese ${registers(n)}`,
    every: "Alle Register, die eine Vergangenheit haben",
    range: "Zeit",
    ranges: {
      ...{ hour: "Letzte Stunde", day: "Letzte 24 Stunden", week: "Letzte 7 Tage" },
      ...{ all: "Alles, was aufbewahrt ist", between: "Von … bis …" },
    },
    from: "Von",
    to: "Bis",
    empty: "Zwischen diesen beiden Zeitpunkten kann nichts liegen; der erste muss vor dem zweiten sein.",
    missing: "Ein Datum und eine Uhrzeit werden gebraucht.",
    grain: "Körnung",
    grains: { changes: "Jede Änderung", minutes: "Minuten" },
    grainHints: {
      changes: "Jeder Wert mit seiner Zeit, und warum es keinen gab.",
      minutes:
        "Kleinster, größter, mittlerer und letzter Wert jeder Minute. Nur von Zahlen und Ein/Aus, aber länger aufbewahrt.",
    },
    format: "Format",
    formats: { csv: "CSV", jsonl: "JSON Lines" },
    hints: {
      csv: "Für Tabellen; Zeiten nach ISO 8601 mit ihrem Versatz. Dasselbe wie „regdesk history“.",
      jsonl: "Eine Änderung oder Minute je Zeile, mit jeder Stelle. Dasselbe wie „regdesk history --format jsonl“.",
    },
    bom: "Als UTF-8 kennzeichnen, was Excel für Zeichen wie ° braucht",
    start: "Exportieren",
    stop: "Anhalten",
    cancel: "Abbrechen",
    progress: (done, all, lines) =>
      `${count.format(done)} von ${registers(all)} · ${count.format(lines)} ${lines === 1 ? "Zeile" : "Zeilen"}`,
    done: (n) => `${count.format(n)} ${n === 1 ? "Zeile" : "Zeilen"} Verlauf exportiert`,
    nothing: "In dieser Zeit ist nichts. Es wurde keine Datei geschrieben.",
    stopped: "Export angehalten. Nichts wurde behalten.",
    failed: (reason) => `Der Export ist fehlgeschlagen: ${reason}`,
  },
};
