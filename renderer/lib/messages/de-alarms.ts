import type { Messages } from "./en.ts";

export const alarms: Messages["alarms"] = {
  title: "Alarme",
};
