import type { Messages } from "./en.ts";

export const host: Messages["host"] = {
  conditions: {
    silence: "Seit einer Weile ist nichts angekommen. Prüfen Sie, ob dieser Laptop noch im Netz der Geräte ist.",
    "disk-full": "Die Platte ist voll: Nichts Neues wird gespeichert. Schaffen Sie Platz.",
    "read-only": "Das Datenverzeichnis ist schreibgeschützt. Geben Sie diesem Benutzer das Recht, dort zu schreiben.",
    locked: "Ein anderes Programm hält die Datenbank fest. Schließen Sie es.",
    corrupt: "Die Datenbank ist beschädigt.",
    "disk-error": "Die Platte versagt: Nichts Neues wird gespeichert. Prüfen Sie die Platte.",
    "writer-stopped": "Nichts Neues wird gespeichert. Starten Sie Regdesk neu.",
    "database-damaged":
      "Die Datenbank war beschädigt, und Regdesk hat eine neue begonnen. Stellen Sie eine Sicherung wieder her: regdesk backups",
  },
  refusals: {
    CHANGE_REQUEST_NOT_FOUND: "Diesen Änderungswunsch gibt es nicht mehr.",
    CHANGE_REQUEST_DECIDED: "Über diesen Änderungswunsch wurde inzwischen entschieden.",
    STORE_UNAVAILABLE:
      "Nicht gespeichert, also nicht ausgeführt. Sehen Sie oben nach und versuchen Sie es noch einmal.",
    VALUE_INVALID: "Das Register nimmt diesen Wert nicht an.",
  },
};
