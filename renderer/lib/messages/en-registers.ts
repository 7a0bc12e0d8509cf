export const registers = {
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
