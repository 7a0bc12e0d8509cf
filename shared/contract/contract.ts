/** What the window and the technician's commands may ask of the host. */
import type { ContractRouterClient } from "@orpc/contract";
import { activity } from "./activity.ts";
import { changeRequests } from "./change-requests.ts";
import { backups } from "./backups.ts";
import { demo } from "./demo.ts";
import { diagnostics } from "./diagnostics.ts";
import { gate } from "./gate.ts";
import { host } from "./host.ts";
import { preferences } from "./preferences.ts";
import { recordings } from "./recordings.ts";
import { registerImport } from "./register-import.ts";
import { registers } from "./registers.ts";
import { settings } from "./settings.ts";
import { sources } from "./sources.ts";
import { uploads } from "./uploads.ts";

const upkeep = { uploads, backups, registerImport, recordings, diagnostics };

export const contract = {
  registers,
  changeRequests,
  gate,
  activity,
  host,
  preferences,
  settings,
  sources,
  demo,
  ...upkeep,
};

export type Client = ContractRouterClient<typeof contract>;
