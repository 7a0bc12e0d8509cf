/** Every sentence of the window, in German. */
import { activity } from "./de-activity.ts";
import { alarmRules } from "./de-alarm-rules.ts";
import { alarms } from "./de-alarms.ts";
import { changes } from "./de-changes.ts";
import { connect } from "./de-connect.ts";
import { device } from "./de-device.ts";
import { devices } from "./de-devices.ts";
import { erase } from "./de-erase.ts";
import { frame } from "./de-frame.ts";
import { host } from "./de-host.ts";
import { inspector } from "./de-inspector.ts";
import { keys } from "./de-keys.ts";
import { merge } from "./de-merge.ts";
import { updates } from "./de-updates.ts";
import { network } from "./de-network.ts";
import { firstRun, overview } from "./de-overview.ts";
import { overrides } from "./de-overrides.ts";
import { palette } from "./de-palette.ts";
import { past } from "./de-past.ts";
import { registers } from "./de-registers.ts";
import { registersList } from "./de-registers-list.ts";
import { rules } from "./de-rules.ts";
import { help, settings } from "./de-settings.ts";
import { sources } from "./de-sources.ts";
import { tokens } from "./de-tokens.ts";
import { backups, diagnostics, imports, recordings } from "./de-upkeep.ts";

import type { Messages } from "./en.ts";

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

export const de: Messages = { ...frame, host, keys, palette, ...screens };
