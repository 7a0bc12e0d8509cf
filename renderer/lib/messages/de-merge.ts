import type { Messages } from "./en.ts";

const count = new Intl.NumberFormat("de");
const plural = (n: number, one: string, many: string) => `${count.format(n)} ${n === 1 ? one : many}`;

export const merge: Messages["merge"] = {
  how: "Was damit geschehen soll",
  hows: { replace: "Alles ersetzen", merge: "Fehlendes ergänzen" },
  consequence:
    "Sofort und ohne Neustart. Nichts, was hier ist, wird geändert oder entfernt. Quellen und Regeln für Änderungswünsche kommen ausgeschaltet dazu, hinter den hiesigen: Sehen Sie sie an und schalten Sie sie dann ein. Alarmregeln gelten sofort. Register, Änderungswünsche, Protokoll, Verlauf, Zugangsschlüssel und Passwörter kommen nicht mit.",
  removable: "Was dazukommt, lässt sich danach ändern und entfernen wie alles andere.",
  nothing: "In dieser Sicherung ist nichts, was hier fehlt.",
  noneFit: "Was hier fehlt, lässt sich aus dieser Sicherung nicht ergänzen.",
  all: "alle",
  more: (n) => `${count.format(n)} weitere zeigen`,
  heads: {
    adds: (n) => `${count.format(n)} ${n === 1 ? "kommt" : "kommen"} dazu`,
    refused: (n) => `${count.format(n)} ${n === 1 ? "kann" : "können"} nicht dazukommen`,
    stays: (n) => `${count.format(n)} ${n === 1 ? "bleibt" : "bleiben"} wie hier`,
  },
  doneHeads: {
    adds: (n) => `${count.format(n)} ergänzt`,
    refused: (n) => `${count.format(n)} zurückgewiesen`,
    stays: (n) => `${count.format(n)} ${n === 1 ? "blieb" : "blieben"} wie hier`,
  },
  counts: {
    source: (n) => plural(n, "Quelle", "Quellen"),
    "gate-rule": (n) => plural(n, "Regel für Änderungswünsche", "Regeln für Änderungswünsche"),
    device: (n) => plural(n, "Gerät", "Geräte"),
    "alarm-rule": (n) => plural(n, "Alarmregel", "Alarmregeln"),
    "saved-view": (n) => plural(n, "gespeicherte Ansicht", "gespeicherte Ansichten"),
    setting: (n) => plural(n, "Einstellung", "Einstellungen"),
  },
  kinds: {
    source: "Quelle",
    "gate-rule": "Regel",
    device: "Gerät",
    "alarm-rule": "Alarmregel",
    "saved-view": "Ansicht",
    setting: "Einstellung",
  },
  gains: {
    device: "hier noch nicht gesehen",
    alias: "Name",
    labels: "Etiketten",
    site: "Standort",
    grace: "Schonfrist",
    notes: "Notizen",
  },
  reasons: {
    same: "ist hier",
    taken: "hier ist schon etwas, das so heißt",
    own: "was hier von ihm gesagt ist, bleibt",
    set: "ist hier anders eingestellt",
    machine: "betrifft nur den anderen Rechner",
    less: "würde weniger behalten oder zulassen als jetzt",
    "by-hand": "seine Register sind von Hand gewählt und gehören hier vielleicht einem anderen Gerät",
    "device-missing": "das Gerät dazu ist nicht hier",
    full: "mehr als hier sind, dürfen es nicht sein",
    unreadable: "wird nicht mehr verstanden",
  },
  doneTitle: "Aus der Sicherung ergänzt",
  columns: { kind: "Art", name: "Name", more: "Was oder warum" },
  apply: (n) => `${count.format(n)} ergänzen`,
  done: (n, refused) =>
    `${count.format(n)} aus der Sicherung ergänzt${refused > 0 ? `, ${count.format(refused)} zurückgewiesen` : ""}`,
  close: "Schließen",
};
