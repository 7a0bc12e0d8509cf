import type { Messages } from "./en.ts";

export const network: Messages["network"] = {
  taken: (port) => `Geräte erreichen Regdesk nicht: Port ${port} ist belegt`,
  deaf: "Geräte erreichen Regdesk nicht",
  takenBy: (name, pid) => `Ihn benutzt ${name} (PID ${pid}).`,
  takenBySomebody: "Ein anderes Programm benutzt ihn; welches, sagt dieses System nicht.",
  takenHint:
    "Alles andere geht. Beenden Sie jenes Programm und versuchen Sie es noch einmal, oder lassen Sie Geräte an einen anderen Port senden.",
  use: (port) => `${port} verwenden`,
  useThis: "Verwenden",
  choosePort: "Wählen …",
  port: "Port",
  retry: "Noch einmal versuchen",
  portChangeHint: "Ein anderer Port bleibt für den nächsten Start. Geräten, die den alten kennen, muss man ihn sagen.",
  reachability: "Erreichen Geräte Regdesk?",
  reachabilityHint:
    "Regdesk verbindet sich über jede seiner Adressen mit sich selbst und zeigt, wer von einem anderen Rechner kam.",
  check: "Erreichbarkeit prüfen",
  checking: "Wird geprüft …",
  listens: (host, port) => `Nimmt an ${host}, Port ${port}, Verbindungen an`,
  listensNot: (port) => `Nimmt keine Verbindungen an: Port ${port} ist belegt`,
  reached: (url, name) => `Erreicht sich selbst unter ${url} (${name})`,
  reachedNot: (url, name) => `Erreicht sich selbst nicht unter ${url} (${name})`,
  onlyLoopback: "Nur dieser Rechner erreicht es",
  lastOutside: (moment, address) => `Letzte Anfrage von einem anderen Rechner: ${moment}, ${address}`,
  neverOutside: "Seit dem Start hat kein anderer Rechner etwas gesendet",
  firewall: {
    "windows-firewall":
      "Hält Windows Geräte fern, geben Sie dies in einer PowerShell ein, die als Administrator läuft:",
    socketfilterfw: "Ist die Firewall von macOS an, lässt dies Geräte durch:",
    ufw: "Ist ufw an, lässt dies Geräte durch:",
    firewalld: "Ist firewalld an, lässt dies Geräte durch:",
    none: "Auf diesem Rechner ist keine Firewall installiert, die Regdesk kennt. Was zwischen ihm und den Geräten steht, kann eine haben.",
  },
  publicProfile:
    "In einem Netz, das Windows öffentlich nennt, hält es Geräte trotzdem fern. Machen Sie es zu einem privaten: Einstellungen › Netzwerk und Internet › Eigenschaften.",
  foundHere: "In diesem Netz gefunden",
  lookingForPeers: "Andere Regdesks werden gesucht …",
  take: "Nehmen",
  takeThing: (name) => `${name} nehmen`,
  mayBeBlocked: "Die Suche kann hier gesperrt sein – die Adresse geht immer.",
  isBlocked: "Die Suche geht in diesem Netz nicht – die Adresse geht immer.",
  startAnew: "Regdesk neu starten",
  startByHand: "Für einen Neustart beenden Sie Regdesk mit Strg+C und geben denselben Befehl noch einmal ein:",
  chooseFile: "Datei wählen …",
  chooseFolder: "Ordner wählen …",
  secretSealed: "Versiegelt vom Schlüsselspeicher dieses Systems und nie wieder angezeigt.",
  secretInFile:
    "In einer Datei, die nur Sie lesen können, weil es hier keinen Schlüsselspeicher gibt; nie wieder angezeigt.",
};
