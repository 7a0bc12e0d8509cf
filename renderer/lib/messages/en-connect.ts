const count = new Intl.NumberFormat("en");

export const connect = {
  title: "Point your devices here",
  hint: "Any device on this network that speaks the register protocol sends to this address.",
  onlyHere:
    "Only this machine can reach Regdesk. To let devices in, start it with “--host 0.0.0.0” and check that a network is connected.",
  others: "Other addresses",
  loopback: "this machine only",
  virtual: "virtual",
  virtualHint: "A virtual interface: devices can rarely reach it",
  interface: (name: string) => `Interface ${name}`,
  tryIt: "Try it",
  tryHintHere: "Run this in a terminal on this machine:",
  tryHint: "Run this in a terminal here or on any machine of the network:",
  arrives: "What arrives",
  requests: "Requests",
  perSecond: "Registers per second",
  last: "Last",
  never: "never",
  waiting: "Waiting for the first request.",
  senders: "Senders",
  columns: { address: "Address", userAgent: "Program", requests: "Requests", registers: "Registers", last: "Last" },
  number: (n: number) => count.format(n),
  rate: (n: number) => new Intl.NumberFormat("en", { maximumFractionDigits: n < 10 ? 1 : 0 }).format(n),
  refusals: "Refused requests",
  refusalsHint: "These reached Regdesk but were not understood. The sentence says what the sender must mend.",
};
