import type { Database } from "better-sqlite3";

/** Tokens tell devices apart, so after a start it must be known which one a register came with. */
export function registerTokens(database: Database): void {
  database.exec("ALTER TABLE registers ADD COLUMN token TEXT");
}
