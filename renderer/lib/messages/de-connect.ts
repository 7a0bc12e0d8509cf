import type { Messages } from "./en.ts";

const count = new Intl.NumberFormat("de");

export const connect: Messages["connect"] = {
  title: "Geräte hierher richten",
  hint: "Jedes Gerät in diesem Netz, das das Register-Protokoll spricht, sendet an diese Adresse.",
  onlyHere:
    "Nur dieser Rechner erreicht Regdesk. Damit Geräte hereinkommen, verbinden Sie ihn mit einem Netz und starten Sie Regdesk mit",
  qrOf: (address) => `QR-Code von ${address}`,
  qrFull: "Ganzer Bildschirm",
  others: "Weitere Adressen",
  loopback: "nur dieser Rechner",
  virtual: "virtuell",
  virtualHint: "Eine virtuelle Schnittstelle: Geräte erreichen sie selten",
  interface: (name) => `Schnittstelle ${name}`,
  snippets: {
    title: "Ausprobieren",
    kind: "Womit",
    kinds: { curl: "curl", python: "Python", arduino: "ESP32", mreg: "MQTT" },
    curlHere: "In einem Terminal auf diesem Rechner ausführen:",
    hints: {
      curl: "In einem Terminal hier oder auf einem anderen Rechner im Netz ausführen:",
      python: "Läuft mit Python 3, wie es ist, und meldet alle fünf Sekunden:",
      arduino: "Ein ganzer Sketch für die Arduino-Umgebung; tragen Sie Ihr Netz und sein Kennwort ein:",
      mreg: "Die Brücke mreg bringt hierher, was Geräte bei einem MQTT-Broker veröffentlichen:",
    },
  },
  arrives: "Was ankommt",
  requests: "Anfragen",
  perSecond: "Register je Sekunde",
  last: "Zuletzt",
  never: "nie",
  waiting: "Wartet auf die erste Anfrage.",
  senders: "Absender",
  columns: { address: "Adresse", userAgent: "Programm", requests: "Anfragen", registers: "Register", last: "Zuletzt" },
  number: (n) => count.format(n),
  rate: (n) => new Intl.NumberFormat("de", { maximumFractionDigits: n < 10 ? 1 : 0 }).format(n),
  refusals: "Abgewiesene Anfragen",
  refusalsHint: "Sie kamen an, wurden aber nicht verstanden. Der Satz sagt, was der Absender beheben muss.",
};
