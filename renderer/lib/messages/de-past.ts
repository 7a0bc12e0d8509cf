import type { Messages } from "./en.ts";

export const past: Messages["past"] = {
  title: "Verlauf",
};
