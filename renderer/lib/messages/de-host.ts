import type { Messages } from "./en.ts";

export const host: Messages["host"] = {
  conditions: {
    "port-taken": "Geräte erreichen Regdesk nicht: Sein Port ist belegt. Siehe Verbinden.",
    "address-missing":
      "Geräte erreichen Regdesk nicht: Es kann an seiner Adresse keine Verbindungen annehmen. Siehe Einstellungen › Netzwerk.",
    "no-network":
      "Dieser Laptop ist in keinem Netz, kein Gerät erreicht ihn. Verbinden Sie ihn mit dem Netz der Geräte.",
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
    "history-waits":
      "Der Verlauf kann gerade nicht gespeichert werden; was geschieht, wartet im Speicher. Prüfen Sie die Platte, und ob ein anderes Programm die Datei festhält.",
    "history-lost":
      "Der Verlauf kann nicht gespeichert werden, und das Älteste, was wartet, fällt weg; es wird als Lücke gezeigt. Prüfen Sie die Platte, und ob ein anderes Programm die Datei festhält.",
    "past-remains":
      "Der Verlauf eines vergessenen Geräts konnte noch nicht gelöscht werden: In seine Datei kann nicht geschrieben werden. Prüfen Sie die Platte; Regdesk versucht es von selbst wieder, auch nach einem Start.",
    "backup-failed":
      "Es konnte keine tägliche Sicherung gemacht werden. Schaffen Sie Platz auf der Platte; Regdesk versucht es jede Stunde wieder.",
  },
  refusals: {
    CHANGE_REQUEST_NOT_FOUND: "Diesen Änderungswunsch gibt es nicht mehr.",
    CHANGE_REQUEST_DECIDED: "Über diesen Änderungswunsch wurde inzwischen entschieden.",
    STORE_UNAVAILABLE:
      "Nicht gespeichert, also nicht ausgeführt. Sehen Sie oben nach und versuchen Sie es noch einmal.",
    NOTE_REQUIRED: "Eine Ablehnung braucht hier eine Notiz.",
    RULES_CHANGED_MEANWHILE:
      "Jemand hat Modus oder Regeln inzwischen geändert. Sehen Sie nach, was sich geändert hat, und speichern Sie noch einmal.",
    BACKUP_INVALID: "Diese Datei ist keine brauchbare Sicherung. Wählen Sie eine andere.",
    BACKUP_NOT_FOUND: "Diese Sicherung gibt es nicht mehr.",
    BACKUP_STOPPED: "Angehalten; davon wird nichts behalten.",
    BODY_INVALID:
      "Aus dieser Datei lassen sich keine Register lesen. Wählen Sie einen Export von Regdesk oder das, was ein Gerät sendet.",
    BODY_TOO_LARGE: "Die Datei hat mehr als 16 MB. Teilen Sie sie.",
    DATABASE_TOO_NEW: "Diese Sicherung hat ein neueres Regdesk gemacht. Installieren Sie erst diese Version.",
    DISK_FULL: "Auf der Platte ist nicht genug Platz. Schaffen Sie Platz und versuchen Sie es noch einmal.",
    RECORDING_NOT_FOUND: "Diese Aufnahme gibt es nicht mehr.",
    REGISTERS_FULL: "Regdesk hält schon so viele Register, wie es aufnimmt.",
    UPDATE_NOT_POSSIBLE: "Gerade ist keine neuere Version zu bekommen. Prüfen Sie die Update-Adresse und das Netz.",
    UPDATE_INVALID: "Was an der Update-Adresse liegt, ist nicht brauchbar.",
    DESKTOP_MISSING: "Das kann nur die Desktop-Anwendung. Tun Sie es von Hand an dem Rechner, auf dem Regdesk läuft.",
    UPLOAD_NOT_FOUND: "Die Datei kam nicht vollständig an. Wählen Sie sie noch einmal.",
    NAME_TOO_LONG: "Der Name des Registers ist länger, als Regdesk ihn nimmt. Siehe Einstellungen › Grenzen im Netz.",
    DURATION_INVALID: "Das ist keine Dauer. Schreiben Sie sie wie 10s, 5m oder 1h30m.",
    ID_MISSING: "Es ist nichts ausgewählt. Wählen Sie zuerst einen Änderungswunsch.",
    RULE_INVALID: "Eine Regel kann so nicht sein:",
    SCHEDULE_INVALID: "Der Zeitplan kann so nicht sein:",
    SOURCE_INVALID: "Die Quelle kann so nicht sein:",
    RULE_NOT_FOUND: "Diese Regel gibt es nicht mehr.",
    SOURCE_NOT_FOUND: "Diese Quelle gibt es nicht mehr.",
    SOURCE_EXISTS: "Eine Quelle dieses Namens gibt es schon. Wählen Sie einen anderen Namen.",
    SOURCE_OWNED_BY_FILE: "Diese Quelle kommt aus einer Datei im Ordner sources. Ändern Sie sie dort.",
    SYNC_NOT_POSSIBLE: "Die Quelle kann gerade nicht abgeglichen werden:",
    CHANGE_REQUEST_FOREIGN: "Nur wer einen Änderungswunsch gestellt hat, kann ihn zurückziehen.",
    CHANGE_REQUESTS_FULL:
      "Es warten so viele Änderungswünsche, wie Regdesk aufnimmt. Entscheiden Sie erst einige, oder erhöhen Sie die Grenze unter Einstellungen › Änderungen.",
    PORT_IN_USE: "Ein anderes Programm benutzt diesen Port. Beenden Sie es, oder wählen Sie einen anderen Port.",
    HOST_UNREACHABLE: "Regdesk antwortet nicht. Starten Sie es, oder warten Sie, bis es wieder da ist.",
    DATA_DIRECTORY_IN_USE: "Ein anderes Regdesk benutzt dieses Datenverzeichnis.",
    DATA_DIRECTORY_UNUSABLE:
      "Das Datenverzeichnis ist nicht benutzbar. Geben Sie diesem Benutzer das Recht, dort zu schreiben.",
    ALARM_NOT_FOUND: "Diesen Alarm gibt es nicht mehr.",
    ALARM_RULE_NOT_FOUND: "Die Regel dieses Alarms gibt es nicht mehr.",
    ALARM_NOT_POSSIBLE: "Das geht mit diesem Alarm nicht:",
    DEVICE_NOT_FOUND: "Dieses Gerät gibt es nicht mehr.",
    DEVICE_NOT_POSSIBLE: "Das geht mit diesem Gerät nicht:",
    OVERRIDE_NOT_FOUND: "Dieses Register wird nicht mehr überschrieben.",
    SOURCE_IN_ERROR: "Die Quelle hat einen Fehler:",
    VALUE_MOVED: "Der Wert hat sich inzwischen geändert. Sehen Sie ihn an und entscheiden Sie noch einmal.",
    REGISTER_NOT_FOUND: "Dieses Register gibt es nicht mehr.",
    TOKEN_NOT_FOUND: "Dieses Token gibt es nicht mehr.",
    TOKEN_EXISTS: "Ein Token dieses Namens gibt es schon. Wählen Sie einen anderen Namen.",
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
