import Sqlite, { type Database } from "better-sqlite3";
import { join } from "node:path";
import { setTimeout as slept } from "node:timers/promises";

/** A host that is just stopping gets this long to let go, in milliseconds. */
const PATIENCE = 2_000;
const TRY_EVERY = 100;

/** Keeps a second host off the data directory. SQLite's file lock does it, because the operating system drops it when a
 *  process dies in whatever way, on every platform.
 *  @returns the lock, or undefined when another process holds it */
export async function lockDataDirectory(dataDirectory: string): Promise<Disposable | undefined> {
  const path = join(dataDirectory, "host.lock");
  for (let waited = 0; ; waited += TRY_EVERY) {
    const lock = tryLock(path);
    if (lock !== undefined) return { [Symbol.dispose]: () => void lock.close() };
    if (waited >= PATIENCE) return undefined;
    await slept(TRY_EVERY);
  }
}

function tryLock(path: string): Database | undefined {
  const lock = new Sqlite(path, { timeout: 0 });
  try {
    lock.pragma("journal_mode = MEMORY"); // nothing is ever written, so no journal needs to lie about
    lock.exec("BEGIN EXCLUSIVE");
    return lock;
  } catch (error) {
    lock.close();
    if (error instanceof Sqlite.SqliteError && error.code.startsWith("SQLITE_BUSY")) return undefined;
    throw error;
  }
}
