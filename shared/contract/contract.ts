/** What the window and the technician's commands may ask of the host. */
import type { ContractRouterClient } from "@orpc/contract";
import { activity } from "./activity.ts";
import { changeRequests } from "./change-requests.ts";
import { demo } from "./demo.ts";
import { host } from "./host.ts";
import { preferences } from "./preferences.ts";
import { registers } from "./registers.ts";

export const contract = { registers, changeRequests, activity, host, preferences, demo };

export type Client = ContractRouterClient<typeof contract>;
