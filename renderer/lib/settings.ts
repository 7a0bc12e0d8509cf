/** What settings are before the host has said. */
import type { Settings } from "#shared/model/settings.ts";

/** The same as the model's own; written out, because the page must not build parsers (its policy forbids `eval`). */
export const DEFAULT_SETTINGS: Settings = {
  onClose: "ask",
  startAtLogin: false,
  startHidden: false,
  pendingChanges: "notify",
  hostTrouble: "notify",
  quietHours: null,
  listenHost: null,
  listenPort: null,
  backupsKept: 7,
  logLevel: "warn",
};
