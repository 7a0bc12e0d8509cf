import type { Messages } from "./en.ts";

const count = new Intl.NumberFormat("de");

export const activity: Messages["activity"] = {
  facets: "Filter",
  who: "Wer",
  everyone: "Alle",
  what: "Was",
  everything: "Alles",
  register: "Register",
  registerHint: "Teil eines Registernamens",
  shown: (shown, all) => `${count.format(shown)} von ${count.format(all)}`,
  clear: "Alles zeigen",
  today: "Heute",
  yesterday: "Gestern",
  timeline: "Zeitachse",
  hostStarted: (version) => `Regdesk ${version} gestartet`,
  hostStartedShort: "Regdesk gestartet",
  by: (who) => `von ${who}`,
  unknown: "unbekannt",
  request: (id) => `Wunsch ${id}`,
  empty: {
    title: "Noch ist nichts geschehen",
    hint: "Hier stehen Wünsche, Entscheidungen und was die Geräte daraus machten.",
  },
  noHits: { title: "Nichts passt", hint: "Kein Eintrag erfüllt alle Filter." },
  events: {
    pending: "Eine Änderung wurde gewünscht",
    denied: "Die Änderung wurde abgelehnt",
    superseded: "Die Änderung wurde durch eine neuere ersetzt",
    cancelled: "Die Änderung wurde zurückgezogen",
    expired: "Die Änderung verfiel ohne Entscheidung",
    approved: "Die Änderung wurde freigegeben",
    deliverable: "Die Änderung liegt für das Gerät bereit",
    recalled: "Die Änderung wurde zurückgerufen",
    "not-picked-up": "Das Gerät hat die Änderung nie abgeholt",
    delivered: "Das Gerät hat die Änderung abgeholt",
    applied: "Das Gerät hat die Änderung übernommen",
    "applied-differently": "Das Gerät hat die Änderung anders übernommen",
    unchanged: "Das Gerät meldet keine Änderung",
  },
  undone: "Die Freigabe wurde zurückgenommen",
};
