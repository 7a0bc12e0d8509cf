import type { Database } from "better-sqlite3";
import { registersAndChangeRequests } from "./0001-registers-and-change-requests.ts";
import { fleet } from "./0002-fleet.ts";
import { registerTokens } from "./0003-register-tokens.ts";
import { openRequestsApart } from "./0004-open-requests-apart.ts";
import { finishedRequestsApart } from "./0005-finished-requests-apart.ts";
import { auditInBlocks } from "./0006-audit-in-blocks.ts";

/** Append only: a shipped migration is never edited. */
export const MIGRATIONS: readonly ((database: Database) => void)[] = [
  registersAndChangeRequests,
  fleet,
  registerTokens,
  openRequestsApart,
  finishedRequestsApart,
  auditInBlocks,
];
