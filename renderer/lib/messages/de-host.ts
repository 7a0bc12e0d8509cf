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
    "pass-through": "Freier Durchgang: Was immer jemand verlangt, geht sofort an die Geräte.",
    "document-unreadable":
      "Einige Einstellungen wurden nicht verstanden. Die Vorgaben gelten, bis Sie sie wieder setzen.",
    "source-file-bad": "Die Datei einer Quelle kann nicht übernommen werden. Berichtigen Sie sie im Ordner sources.",
  },
  refusals: {
    CHANGE_REQUEST_NOT_FOUND: "Diesen Änderungswunsch gibt es nicht mehr.",
    CHANGE_REQUEST_DECIDED: "Über diesen Änderungswunsch wurde inzwischen entschieden.",
    STORE_UNAVAILABLE:
      "Nicht gespeichert, also nicht ausgeführt. Sehen Sie oben nach und versuchen Sie es noch einmal.",
    NOTE_REQUIRED: "Eine Ablehnung braucht hier eine Notiz.",
    RULES_CHANGED_MEANWHILE:
      "Jemand hat Modus oder Regeln inzwischen geändert. Sehen Sie nach, was sich geändert hat, und speichern Sie noch einmal.",
    VALUE_INVALID: "Das Register nimmt diesen Wert nicht an.",
    BACKUP_INVALID: "Diese Datei ist keine brauchbare Sicherung. Wählen Sie eine andere.",
    BACKUP_NOT_FOUND: "Diese Sicherung gibt es nicht mehr.",
    BODY_INVALID:
      "Aus dieser Datei lassen sich keine Register lesen. Wählen Sie einen Export von Regdesk oder das, was ein Gerät sendet.",
    BODY_TOO_LARGE: "Die Datei hat mehr als 16 MB. Teilen Sie sie.",
    DATABASE_TOO_NEW: "Diese Sicherung hat ein neueres Regdesk gemacht. Installieren Sie erst diese Version.",
    DISK_FULL: "Auf der Platte ist nicht genug Platz. Schaffen Sie Platz und versuchen Sie es noch einmal.",
    RECORDING_NOT_FOUND: "Diese Aufnahme gibt es nicht mehr.",
    REGISTERS_FULL: "Regdesk hält schon so viele Register, wie es aufnimmt.",
    UPLOAD_NOT_FOUND: "Die Datei kam nicht vollständig an. Wählen Sie sie noch einmal.",
  },
  obstacles: {
    "port-used": "Ein anderes Programm benutzt gerade diesen Port. Beenden Sie es, oder wählen Sie einen anderen Port.",
    "port-forbidden": "Regdesk darf auf diesem Port nicht zuhören. Wählen Sie einen über 1023.",
    "no-such-address": "Dieser Rechner hat keine solche Adresse. Wählen Sie eine von seinen eigenen.",
    refused: "Regdesk kann dort nicht zuhören. Wählen Sie eine andere Adresse.",
  },
  endings: {
    size: "Die Aufnahme hat ihre größte Länge erreicht und wurde beendet.",
    "disk-full": "Die Platte ist fast voll, deshalb wird nichts aufgenommen. Schaffen Sie Platz und beginnen Sie neu.",
    "disk-slow": "Die Platte kam nicht nach, deshalb wurde die Aufnahme beendet.",
    "disk-error": "Die Platte ließ sich nicht beschreiben, deshalb wurde die Aufnahme beendet. Prüfen Sie die Platte.",
  },
};
