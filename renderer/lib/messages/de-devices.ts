import type { Messages } from "./en.ts";

const count = new Intl.NumberFormat("de");
const ofRegisters = (n: number) => `von ${count.format(n)} ${n === 1 ? "Register" : "Registern"}`;

export const devices: Messages["devices"] = {
  title: "Geräte",
  states: {
    online: "Online",
    late: "Verspätet",
    offline: "Offline",
    flapping: "Flatternd",
    "not-observed": "Nicht beobachtet",
  },
  muted: "Stumm",
  isNew: "Neu",
  reasons: {
    "all-fresh": (fresh, total, last) => `${count.format(fresh)} ${ofRegisters(total)} frisch; ${last}`,
    "some-late": (late, total, last) => `${count.format(late)} ${ofRegisters(total)} verspätet; ${last}`,
    "some-expired": (expired, total, last) => `${count.format(expired)} ${ofRegisters(total)} abgelaufen; ${last}`,
    "in-grace": (total, last) => `keines ${ofRegisters(total)} frisch, doch die Schonfrist läuft noch; ${last}`,
    "all-expired": (total, last) => `alle ${count.format(total)} Register abgelaufen; ${last}`,
    withdrawn: (last) => `es hat seine Register zurückgezogen; ${last}`,
    flapping: (times, last) => `es kam und ging ${count.format(times)}-mal in zehn Minuten; ${last}`,
    "not-observed": (last) => `nicht beobachtet, und es konnte sich seither noch nicht melden; ${last}`,
  },
  lastPush: (ago, address) => `zuletzt gemeldet vor ${ago}${address === undefined ? "" : ` von ${address}`}`,
  noPush: "keine Meldung, seit Regdesk läuft",
  identity: {
    metadata: (key, value) => `metadata.${key} ${value}`,
    token: (value) => `den Token ${value}`,
    name: (value) => `den Anfang der Namen seiner Register, ${value}`,
    address: (value) => `seine Adresse, ${value}`,
    person: "die Angabe eines Technikers, welche Register zu ihm gehören",
  },
};
