import type { Messages } from "./en.ts";

const count = new Intl.NumberFormat("de");

export const overrides: Messages["overrides"] = {
  here: (value) => `Hier überschrieben: ${value}`,
  sourceSays: (value) => `Quelle sagt ${value}`,
  sourceHasOther: "die Quelle sagt etwas anderes",
  sourceHasNot: "die Quelle hat es gerade nicht",
  by: (who, when) => `von ${who}, ${when}`,
  clear: "Überschreibung aufheben",
  clearOf: (name) => `Überschreibung von ${name} aufheben`,
  cleared: (name) => `Überschreibung von ${name} aufgehoben`,
  mark: "Hier überschrieben",
  list: "Hier überschrieben",
  review: {
    label: "Quelle",
    from: (source) => `Von ${source}`,
    toNoDevice: "stellt es bereit, daher geht dies an kein Gerät.",
    stands: "Freigegeben gilt der Wert hier anstelle des Wertes der Quelle, bis jemand das aufhebt.",
    waits: (source) => `Wartet, bis der Abgleich von ${source} beendet ist.`,
    inError: (source) => `Der letzte Abgleich von ${source} ist gescheitert: Sie werden noch einmal gefragt.`,
    askedInError: (source) => `Keine Regel hat es freigegeben, weil der letzte Abgleich von ${source} gescheitert war.`,
  },
  steps: {
    overridden: "Hier überschrieben",
    waiting: (source) => `Wartet, bis der Abgleich von ${source} beendet ist`,
    grace: (time) => `gilt in ${time}`,
  },
  confirm: {
    title: "Trotzdem genehmigen?",
    failed: (name, source) => `${name} kommt von ${source}, und deren letzter Abgleich ist gescheitert.`,
    hint: "Was von dieser Quelle zu sehen ist, kann alt sein. Freigegeben gilt der neue Wert an seiner Stelle.",
    act: "Trotzdem genehmigen",
    leave: "Nicht genehmigen",
  },
  hiddenBy: { device: (address) => `Gerät unter ${address}`, source: (name) => `Quelle ${name}` },
  more: (n) => `und ${count.format(n)} weitere`,
};
