export const registers = {
  demo: "Demo",
  demoHint: "Simulated: it came with the demo site and goes with it",
  table: "Registers",
  sortBy: (column: string) => `Sort by ${column}`,
  lastKnown: "last known",
  noValue: "no value",
  emptyName: "(empty name)",
  timeLeft: (span: string) => `${span} left`,
  copiedValue: (value: string) => `Copied ${value}`,
  empty: {
    title: "Nothing has pushed yet",
    hint: "Devices report their registers here. To see one now, run this in a terminal:",
    send: "Devices send to",
  },
};
