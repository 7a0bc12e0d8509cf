const count = new Intl.NumberFormat("en");

/** Registers of outside sources whose value was approved here. */
export const overrides = {
  here: (value: string) => `Overridden here: ${value}`,
  sourceSays: (value: string) => `source says ${value}`,
  sourceHasOther: "the source says something else",
  sourceHasNot: "the source does not have it now",
  by: (who: string, when: string) => `by ${who}, ${when}`,
  clear: "Clear override",
  clearOf: (name: string) => `Clear override of ${name}`,
  cleared: (name: string) => `Override of ${name} cleared`,
  mark: "Overridden here",
  list: "Overridden here",
  /** While a change of such a register is reviewed. */
  review: {
    label: "Source",
    from: (source: string) => `From ${source}`,
    /** After the source's name. */
    toNoDevice: "provides it, so this goes to no device.",
    stands: "Approved, it stands here as a local override until somebody clears it.",
    waits: (source: string) => `Waits for the run of ${source} to end.`,
    inError: (source: string) => `The last sync of ${source} failed: you are asked once more before it counts.`,
    askedInError: (source: string) => `No rule approved it, because the last sync of ${source} had failed.`,
  },
  steps: {
    overridden: "Overridden here",
    waiting: (source: string) => `Waits for the run of ${source} to end`,
    grace: (time: string) => `counts in ${time}`,
  },
  /** The last sync of the register's source failed. */
  confirm: {
    title: "Approve all the same?",
    failed: (name: string, source: string) => `${name} comes from ${source}, whose last sync failed.`,
    hint: "What shows of this source may be old. Approved, the new value stands in place of it.",
    act: "Approve all the same",
    leave: "Do not approve",
  },
  hiddenBy: { device: (address: string) => `device at ${address}`, source: (name: string) => `source ${name}` },
  more: (n: number) => `and ${count.format(n)} more`,
};
