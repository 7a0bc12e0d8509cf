import type { Database } from "better-sqlite3";
import { registersAndChangeRequests } from "./0001-registers-and-change-requests.ts";
import { fleet } from "./0002-fleet.ts";

/** Append only: a shipped migration is never edited. */
export const MIGRATIONS: readonly ((database: Database) => void)[] = [registersAndChangeRequests, fleet];
