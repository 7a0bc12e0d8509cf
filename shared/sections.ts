/** The screens of the window, in the order of its sidebar. A link may lead to any of them. */
export const SECTIONS = [
  "overview",
  "registers",
  "devices",
  "changes",
  "sources",
  "activity",
  "connect",
  "settings",
  "help",
] as const;
export type Section = (typeof SECTIONS)[number];
