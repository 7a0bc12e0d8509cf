import type { fleetActivity as en } from "./en-fleet-activity.ts";

export const fleetActivity: typeof en = {
  on: "wieder online",
  first: "zum ersten Mal gesehen",
  flapping: "kommt und geht",
  offline: {
    unknown: "offline",
    network: "offline, wie die meisten Geräte",
    bridge: "offline, mit allen Geräten seiner Adresse",
    stopped: "offline: es nahm seine Register zurück",
    device: "offline",
  },
  device: {
    alias: (who) => `Gerät umbenannt von ${who}`,
    labels: (who) => `Etiketten geändert von ${who}`,
    site: (who) => `Standort geändert von ${who}`,
    grace: (who) => `Schonfrist geändert von ${who}`,
    "note-added": (who) => `Notiz geschrieben von ${who}`,
    "note-changed": (who) => `Notiz geändert von ${who}`,
    "note-removed": (who) => `Notiz gelöscht von ${who}`,
    kept: (who) => `Gerät behalten von ${who}`,
    ignored: (who) => `Gerät ausgeblendet von ${who}`,
    blocked: (who) => `Gerät gesperrt von ${who}`,
    postponed: (who) => `Gerät auf später verschoben von ${who}`,
    merged: (who) => `mit einem anderen Gerät zusammengelegt von ${who}`,
    "kept-apart": (who) => `von einem anderen Gerät getrennt gehalten von ${who}`,
    split: (who) => `als eigenes Gerät abgetrennt von ${who}`,
    forgotten: (who) => `Gerät vergessen von ${who}`,
  },
  maintenance: {
    began: (until, who) => `in Wartung bis ${until}, von ${who}`,
    ended: (who) => `Wartung beendet von ${who}`,
  },
  alarm: {
    raised: (what) => `Alarm: ${what}`,
    "raised-again": (what) => `Alarm, erneut: ${what}`,
    cleared: (what) => `Alarm vorbei: ${what}`,
    acknowledged: (what, who) => `Alarm quittiert von ${who}: ${what}`,
    shelved: (what, who) => `Alarm zurückgestellt von ${who}: ${what}`,
    unshelved: (what, who) => `Alarm nicht mehr zurückgestellt, von ${who}: ${what}`,
    closed: (what, who) => `Alarm geschlossen von ${who}: ${what}`,
  },
  alarmRule: {
    added: (who) => `Alarmregel angelegt von ${who}`,
    changed: (who) => `Alarmregel geändert von ${who}`,
    removed: (who) => `Alarmregel gelöscht von ${who}`,
  },
};
