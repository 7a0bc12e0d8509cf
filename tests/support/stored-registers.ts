import { join } from "node:path";
import Sqlite from "better-sqlite3";

/** The values of registers as they lie in the database, JSON texts by name, read beside the host. It writes them a moment
 *  after it took them, so whoever kills it waits for them first. */
export function storedRegisters(dataDirectory: string): Record<string, string> {
  const database = new Sqlite(join(dataDirectory, "regdesk.db"), { readonly: true });
  try {
    return Object.fromEntries(
      database.prepare<[], [name: string, value: string]>("SELECT name, value FROM registers").raw().all(),
    );
  } finally {
    database.close();
  }
}
