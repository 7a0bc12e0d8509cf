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
  requestLog: {
    title: "Anfrageprotokoll",
    hint: "Die letzten 500 Anfragen von Geräten, was immer aus ihnen wurde, die neueste zuerst.",
    refusedHint:
      "Die letzten 500, die abgewiesen wurden, gesondert aufbewahrt, damit die übrigen sie nicht verdrängen. Der Satz sagt, was der Absender beheben muss.",
    which: "Welche Anfragen",
    choices: { all: "Alle", refused: "Abgewiesene" },
    lines: "Anfragen",
    live: "Live, die neuesten 50",
    held: (newer) => (newer === 0 ? "Angehalten, solange Sie hinsehen" : `Angehalten, ${count.format(newer)} neuere`),
    whole: (kept, newer) =>
      newer === 0
        ? `Alle ${kept}, die aufbewahrt sind`
        : `Alle ${kept}, die aufbewahrt waren, ${count.format(newer)} neuere`,
    showAll: "Alle aufbewahrten zeigen",
    backToLive: "Zurück zu live",
    none: "Noch keine Anfrage.",
    noneHint: "Was ein Gerät sendet, steht sofort hier, auch wenn es abgewiesen wird.",
    noneRefused: "Seit Regdesk läuft, wurde nichts abgewiesen.",
    noRequest: "keine ganze Anfrage",
    hungUp: "vor der Antwort getrennt",
    waited: (time) => `${time} gewartet`,
    yields: {
      provided: (n) => `${count.format(n)} Register`,
      withdrawn: (n) => `${count.format(n)} Register zurückgezogen`,
      asked: (n) => (n === 1 ? "1 Änderung gewünscht" : `${count.format(n)} Änderungen gewünscht`),
      cancelled: (n) => (n === 1 ? "1 Änderung abgesagt" : `${count.format(n)} Änderungen abgesagt`),
      "handed-out": (n) =>
        n === 0 ? "keine Änderung" : n === 1 ? "1 Änderung ausgehändigt" : `${count.format(n)} Änderungen ausgehändigt`,
      streamed: () => "Stream beginnt",
    },
    copy: "Diese Zeile kopieren",
  },
};
