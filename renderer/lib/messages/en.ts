/** Every sentence of the window, in English. Functions where a sentence holds a value, so that another language may put
 *  it elsewhere. Kept apart by screen. */
import { activity } from "./en-activity.ts";
import { alarmRules } from "./en-alarm-rules.ts";
import { alarms } from "./en-alarms.ts";
import { changes } from "./en-changes.ts";
import { connect } from "./en-connect.ts";
import { device } from "./en-device.ts";
import { devices } from "./en-devices.ts";
import { erase } from "./en-erase.ts";
import { frame } from "./en-frame.ts";
import { host } from "./en-host.ts";
import { inspector } from "./en-inspector.ts";
import { keys } from "./en-keys.ts";
import { merge } from "./en-merge.ts";
import { updates } from "./en-updates.ts";
import { network } from "./en-network.ts";
import { firstRun, overview } from "./en-overview.ts";
import { overrides } from "./en-overrides.ts";
import { palette } from "./en-palette.ts";
import { past } from "./en-past.ts";
import { registers } from "./en-registers.ts";
import { registersList } from "./en-registers-list.ts";
import { rules } from "./en-rules.ts";
import { help, settings } from "./en-settings.ts";
import { sources } from "./en-sources.ts";
import { tokens } from "./en-tokens.ts";
import { backups, diagnostics, imports, recordings } from "./en-upkeep.ts";

const screens = {
  overview,
  firstRun,
  registers,
  registersList,
  inspector,
  past,
  devices,
  device,
  alarms,
  alarmRules,
  changes,
  rules,
  sources,
  overrides,
  activity,
  connect,
  network,
  tokens,
  updates,
  settings,
  backups,
  merge,
  imports,
  recordings,
  diagnostics,
  erase,
  help,
};

export const en = { ...frame, host, keys, palette, ...screens };

/** What another language must provide. */
export type Messages = typeof en;
