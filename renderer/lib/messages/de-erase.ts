import type { Messages } from "./en.ts";

const count = new Intl.NumberFormat("de");

export const erase: Messages["erase"] = {
  title: "Alles löschen",
  hint: "Wenn Sie diesen Laptop weitergeben oder an einer anderen Anlage beginnen: Regdesk ist danach wie am ersten Tag.",
  words: "entfernen zurücksetzen leeren Werkszustand",
  open: "Löschen …",
  dialog: "Alles löschen?",
  about: "Mit dem nächsten Start von Regdesk ist all das endgültig weg:",
  rows: {
    registers: "Register",
    changeRequests: "Wünsche",
    database: "Datenbank",
    history: "Verlauf",
    backups: "Sicherungen",
    recordings: "Aufnahmen",
  },
  database: (size) => `${size}: auch Geräte, Regeln, Quellen, Einstellungen, Protokoll`,
  files: (n, size) => `${count.format(n)} ${n === 1 ? "Datei" : "Dateien"}, ${size}`,
  none: "keine",
  rest: "Ebenso die Passwörter der Quellen, die Dateien, die Quellen beschreiben, und das Logbuch. Dateien, die nicht von Regdesk stammen, bleiben, wo sie sind.",
  backupsToo:
    "Auch die Sicherungen im Datenverzeichnis werden gelöscht. Um eine zu behalten, speichern Sie vorher anderswo eine Kopie.",
  save: "Kopie der neuesten speichern …",
  noBackup:
    "Es gibt keine Sicherung. Um zu behalten, was hier ist, legen Sie vorher eine an und speichern Sie anderswo eine Kopie.",
  word: "löschen",
  type: (word) => `Schreiben Sie „${word}“, damit es kein Versehen ist`,
  confirm: "Beim nächsten Start löschen",
  cancel: "Abbrechen",
  staged: "Beim nächsten Start von Regdesk wird alles gelöscht.",
  stagedHint: (who, when) => `Gewünscht von ${who}, ${when}. Bis dahin geht alles weiter wie bisher.`,
  cancelErase: "Nicht löschen",
};
