import type { Messages } from "./en.ts";

const count = new Intl.NumberFormat("de");

export const palette: Messages["palette"] = {
  title: "Suchen oder springen",
  placeholder: "Register, Bereich oder Befehl",
  groups: {
    sections: "Gehe zu",
    changes: "Offene Änderungen",
    actions: "Befehle",
    registers: "Register",
    sources: "Quellen",
  },
  more: (n) => `${count.format(n)} weitere: weitertippen`,
  nothing: (query) => `Nichts passt zu „${query}“`,
  foot: { move: "bewegen", open: "öffnen", close: "schließen" },
  change: (id, register, value) => `Wunsch ${id}: ${register} → ${value}`,
  actions: {
    theme: (theme) => `Farben: ${theme}`,
    density: (density) => `Zeilen: ${density}`,
    language: (language) => `Sprache: ${language}`,
    copyAddress: (address) => `Adresse ${address} kopieren`,
    runSource: (name) => `${name} jetzt abgleichen`,
    addSource: "Quelle hinzufügen",
    startDemo: "Demo-Anlage starten",
    stopDemo: "Demo-Anlage entfernen",
    collapse: "Seitenleiste ein- oder ausklappen",
    larger: "Größer",
    smaller: "Kleiner",
    normalSize: "Normale Größe",
    notices: "Hinweise zeigen",
    keys: "Alle Tasten zeigen",
    undo: "Letzten Schritt zurücknehmen",
  },
};
