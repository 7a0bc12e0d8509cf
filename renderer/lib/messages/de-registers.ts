import type { Messages } from "./en.ts";

export const registers: Messages["registers"] = {
  demo: "Demo",
  demoHint: "Simuliert: Es kam mit der Demo-Anlage und geht mit ihr",
  table: "Register",
  sortBy: (column) => `Nach ${column} sortieren`,
  lastKnown: "zuletzt bekannt",
  noValue: "kein Wert",
  emptyName: "(leerer Name)",
  timeLeft: (span) => `noch ${span}`,
  copiedValue: (value) => `${value} kopiert`,
  empty: {
    title: "Noch hat nichts gesendet",
    hint: "Geräte melden hier ihre Register. Um gleich eines zu sehen, in einem Terminal ausführen:",
    send: "Geräte senden an",
  },
};
