import type { Database } from "better-sqlite3";
import { registersAndChangeRequests } from "./0001-registers-and-change-requests.ts";

/** Append only: a shipped migration is never edited. */
export const MIGRATIONS: readonly ((database: Database) => void)[] = [registersAndChangeRequests];
