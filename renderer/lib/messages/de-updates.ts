import type { Messages } from "./en.ts";

export const updates: Messages["updates"] = {
  check: "Jetzt prüfen",
  checking: "Wird geprüft …",
  noAddress: "Keine Update-Adresse ist eingestellt: Regdesk sucht nirgends nach neueren Versionen.",
  noUrl: "Eine Update-Adresse beginnt mit https:// oder http://",
  newest: (version, moment) => `${version} ist die neueste (${moment}).`,
  found: (version) => `Regdesk ${version} ist da`,
  released: (moment) => `Veröffentlicht ${moment}`,
  save: "Installationsdatei speichern …",
  saving: (done) => `Wird gespeichert … ${done}`,
  saved: (path) =>
    `Gespeichert als ${path}, und es ist das, was die Liste verspricht. Führen Sie es aus, um zu aktualisieren; Ihre Daten bleiben.`,
  offline:
    "Ohne Netz: Bringen Sie eine neuere Installationsdatei auf einem Stick mit und führen Sie sie aus. Ihre Daten bleiben, und bevor sich die Datenbank ändert, wird eine Sicherung gemacht.",
  look: "Ansehen",
  changelog: "Was sich geändert hat",
  showChangelog: "Zeigen, was sich geändert hat",
};
