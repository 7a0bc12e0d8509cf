/** What settings are before the host has said. */
import type { Settings } from "#shared/model/settings.ts";

/** The same as the model's own; written out, because the page must not build parsers (its policy forbids `eval`). */
export const DEFAULT_SETTINGS: Settings = {
  onClose: "ask",
  startAtLogin: false,
  startHidden: false,
  pendingChanges: "notify",
  hostTrouble: "notify",
  alarms: "notify",
  deviceGrace: 1.5,
  quietHours: null,
  listenHost: null,
  listenPort: null,
  updateAddress: null,
  ignoredUpdate: null,
  announce: true,
  backupsKept: 7,
  logLevel: "warn",
  mostOpenRequests: 10_000,
  mostRegisters: 100_000,
  mostBodyBytes: 1 << 20,
  mostRegistersPerRequest: 10_000,
  mostNameBytes: 1_024,
  mostConnections: 2_048,
  mostRequestsPerSecond: null,
  historyDays: 7,
  historyMinutesDays: 90,
  historyMegabytes: 1_000,
};
