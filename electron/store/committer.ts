import Sqlite from "better-sqlite3";
import { dirname } from "node:path";
import { backUpDaily } from "./backups.ts";
import { changeRequestsTable } from "./change-requests-table.ts";
import { tryLock } from "./data-directory-lock.ts";
import { openDatabase, type Database } from "./database.ts";
import { preferencesTable } from "./preferences-table.ts";
import { registersTable } from "./registers-table.ts";
import { revisionTable } from "./revision-table.ts";
import { transitionsTable } from "./transitions-table.ts";
import type { Write } from "./write.ts";

/** Commits groups of writes. A database that could not be opened, or that failed, is opened anew for the next group, so
 *  that storing goes on by itself once its cause is gone. */
export class Committer {
  readonly #path: string;
  /** The lock on the directory; kept, because it is dropped with the object. */
  #hold: Disposable | "host's" | undefined;
  #open: { database: Database; commit: (writes: readonly Write[]) => void } | undefined;

  /** @param isHeld whether the host already holds the data directory; if not, it is taken before the first write */
  constructor(path: string, isHeld = true) {
    this.#path = path;
    this.#hold = isHeld ? "host's" : undefined;
  }

  /** All of them or none. @throws SqliteError */
  commit(writes: readonly Write[]): void {
    this.#open ??= this.#connect();
    try {
      this.#open.commit(writes);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** Makes the daily backup, if it is due. @param now epoch milliseconds */
  async backUp(now: number): Promise<void> {
    this.#open ??= this.#connect();
    await backUpDaily(this.#open.database, dirname(this.#path), now);
  }

  close(): void {
    this.#open?.database.close();
    this.#open = undefined;
  }

  /** A host that began where nothing may be written holds no lock, and another may have come since. */
  #takeHold(): Disposable {
    const hold = tryLock(dirname(this.#path));
    if (hold === "held-by-another") throw new Sqlite.SqliteError("another Regdesk writes here", "SQLITE_BUSY");
    if (hold === "not-writable") throw new Sqlite.SqliteError("the directory may not be written", "SQLITE_READONLY");
    return hold;
  }

  #connect(): { database: Database; commit: (writes: readonly Write[]) => void } {
    if (this.#hold === undefined) this.#hold = this.#takeHold();
    const database = openDatabase(this.#path);
    try {
      return { database, commit: committing(database) };
    } catch (error) {
      database.close();
      throw error;
    }
  }
}

function committing(database: Database): (writes: readonly Write[]) => void {
  const registers = registersTable(database);
  const revision = revisionTable(database);
  const changeRequests = changeRequestsTable(database);
  const transitions = transitionsTable(database);
  const preferences = preferencesTable(database);
  const store = (write: Write): void => {
    write.registers?.forEach((register) => registers.save(register));
    write.goneRegisters?.forEach((name) => registers.remove(name));
    if (write.revision !== undefined) revision.save(write.revision);
    write.changeRequests?.forEach((request) => changeRequests.save(request));
    write.transitions?.forEach((transition) => transitions.append(transition));
    if (write.preferences !== undefined) preferences.save(write.preferences);
  };
  const commit = database.transaction((writes: readonly Write[]) => writes.forEach(store));
  return (writes) => {
    // In WAL mode only FULL makes a commit survive the loss of power. Registers may be lost by a moment, and are written
    // four times a second; a decision may not.
    database.pragma(`synchronous = ${writes.some(mustSurvive) ? "FULL" : "NORMAL"}`);
    commit(writes);
  };
}

function mustSurvive({ changeRequests = [], transitions = [], preferences }: Write): boolean {
  return changeRequests.length + transitions.length > 0 || preferences !== undefined;
}
