import Sqlite, { type Database } from "better-sqlite3";
import { accessSync, constants, existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as slept } from "node:timers/promises";
import { storageCode, troubleOf } from "./trouble.ts";

/** In the data directory; it stays whatever else goes. */
export const LOCK_FILE = "host.lock";

/** A host that is just stopping gets this long to let go, in milliseconds. */
const PATIENCE = 2_000;
const TRY_EVERY = 100;

/** Who tries to hold a directory learns one of three things. */
export type Hold = Disposable | "held-by-another" | "not-writable";

/** Keeps a second host off the data directory. SQLite's file lock does it, because the operating system drops it when a
 *  process dies in whatever way, on every platform.
 *  In a directory that may not be written nothing can be overwritten either, so two hosts do each other no harm until it
 *  may; the one that writes first takes the lock then. */
export async function lockDataDirectory(dataDirectory: string): Promise<Hold> {
  for (let waited = 0; ; waited += TRY_EVERY) {
    const hold = tryLock(dataDirectory);
    if (hold !== "held-by-another" || waited >= PATIENCE) return hold;
    await slept(TRY_EVERY);
  }
}

function releasing(lock: Database): Disposable {
  return { [Symbol.dispose]: () => void lock.close() };
}

/** Like {@link lockDataDirectory}, without patience. */
export function tryLock(dataDirectory: string): Hold {
  const path = join(dataDirectory, LOCK_FILE);
  let lock: Database | undefined;
  try {
    accessSync(dataDirectory, constants.W_OK);
    if (existsSync(path)) accessSync(path, constants.W_OK); // SQLite would open it for reading, and hold nothing
    lock = new Sqlite(path, { timeout: 0 });
    lock.pragma("journal_mode = MEMORY"); // nothing is ever written, so no journal needs to lie about
    lock.exec("BEGIN EXCLUSIVE");
    return releasing(lock);
  } catch (error) {
    lock?.close();
    const code = storageCode(error);
    if (code === undefined) throw error;
    const { reason } = troubleOf(code, path);
    return reason === "locked" ? "held-by-another" : "not-writable";
  }
}
