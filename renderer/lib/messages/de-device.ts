import type { Messages } from "./en.ts";

export const device: Messages["device"] = {
  title: "Gerät",
};
