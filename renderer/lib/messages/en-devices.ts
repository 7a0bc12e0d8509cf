const count = new Intl.NumberFormat("en");
const ofRegisters = (n: number) => `of ${count.format(n)} ${n === 1 ? "register" : "registers"}`;

/** Every device of the site: the list, and what all screens say of a device. */
export const devices = {
  title: "Devices",
  states: {
    online: "Online",
    late: "Late",
    offline: "Offline",
    flapping: "Flapping",
    "not-observed": "Not observed",
  },
  muted: "Muted",
  isNew: "New",
  /** Why a device is in its state; `last` is one of the two below. */
  reasons: {
    "all-fresh": (fresh: number, total: number, last: string) =>
      `${count.format(fresh)} ${ofRegisters(total)} fresh; ${last}`,
    "some-late": (late: number, total: number, last: string) =>
      `${count.format(late)} ${ofRegisters(total)} late; ${last}`,
    "some-expired": (expired: number, total: number, last: string) =>
      `${count.format(expired)} ${ofRegisters(total)} expired; ${last}`,
    "in-grace": (total: number, last: string) => `none ${ofRegisters(total)} fresh, and the grace is not over; ${last}`,
    "all-expired": (total: number, last: string) => `all ${count.format(total)} registers expired; ${last}`,
    withdrawn: (last: string) => `it took its registers back; ${last}`,
    flapping: (times: number, last: string) =>
      `it went on and off ${count.format(times)} times within ten minutes; ${last}`,
    "not-observed": (last: string) => `not observed, and it has not had the chance to push since; ${last}`,
  },
  lastPush: (ago: string, address: string | undefined) =>
    `last push ${ago} ago${address === undefined ? "" : ` from ${address}`}`,
  noPush: "no push since Regdesk started",
  /** How a device was told apart, after “Identified by”. */
  identity: {
    metadata: (key: string, value: string) => `metadata.${key} ${value}`,
    token: (value: string) => `the token ${value}`,
    name: (value: string) => `the first part of its registers' names, ${value}`,
    address: (value: string) => `its address, ${value}`,
    person: "a technician, who said which registers are its own",
  },
};
