/** What the window and the technician's commands may ask of the host. */
import type { ContractRouterClient } from "@orpc/contract";
import { activity } from "./activity.ts";
import { alarms } from "./alarms.ts";
import { changeRequests } from "./change-requests.ts";
import { backups } from "./backups.ts";
import { demo } from "./demo.ts";
import { desk } from "./desk.ts";
import { diagnostics } from "./diagnostics.ts";
import { fleet } from "./fleet.ts";
import { gate } from "./gate.ts";
import { history } from "./history.ts";
import { host } from "./host.ts";
import { network } from "./network.ts";
import { preferences } from "./preferences.ts";
import { recordings } from "./recordings.ts";
import { registerImport } from "./register-import.ts";
import { registers } from "./registers.ts";
import { settings } from "./settings.ts";
import { sources } from "./sources.ts";
import { tokens } from "./tokens.ts";
import { updates } from "./updates.ts";
import { uploads } from "./uploads.ts";

const upkeep = { uploads, backups, registerImport, recordings, diagnostics };

export const contract = {
  registers,
  changeRequests,
  gate,
  activity,
  fleet,
  alarms,
  history,
  host,
  preferences,
  settings,
  sources,
  demo,
  desk,
  network,
  updates,
  tokens,
  ...upkeep,
};

export type Client = ContractRouterClient<typeof contract>;
