/** What the window and the technician's commands may ask of the host. */
import type { ContractRouterClient } from "@orpc/contract";
import { changeRequests } from "./change-requests.ts";
import { host } from "./host.ts";
import { registers } from "./registers.ts";

export const contract = { registers, changeRequests, host };

export type Client = ContractRouterClient<typeof contract>;
