import Sqlite from "better-sqlite3";
import { dirname } from "node:path";
import { auditTable } from "./audit-table.ts";
import { backUpDaily } from "./backups.ts";
import { mustSurvive, type Batch } from "./batch.ts";
import { changeRequestsTables } from "./change-requests-table.ts";
import { Checkpoints } from "./checkpoints.ts";
import { tryLock } from "./data-directory-lock.ts";
import { fleetTables } from "./fleet-tables.ts";
import { openDatabase, type Database } from "./database.ts";
import { documentsTable } from "./documents-table.ts";
import { registersTable } from "./registers-table.ts";
import { revisionTable } from "./revision-table.ts";
import { sourceTables } from "./source-tables.ts";
import { storageCode } from "./trouble.ts";
import type { RegisterWrite } from "./write.ts";
import type { ChainedLines } from "./writer-message.ts";

type Commit = (batches: readonly Batch[]) => ChainedLines;

/** Commits groups of batches. A database that could not be opened, or that failed, is opened anew for the next group, so
 *  that storing goes on by itself once its cause is gone. */
export class Committer {
  readonly #path: string;
  /** The lock on the directory; kept, because it is dropped with the object. */
  #hold: Disposable | "host's" | undefined;
  #open: { database: Database; commit: Commit; checkpoints: Checkpoints } | undefined;

  /** @param isHeld whether the host already holds the data directory; if not, it is taken before the first write */
  constructor(path: string, isHeld = true) {
    this.#path = path;
    this.#hold = isHeld ? "host's" : undefined;
  }

  /** All of them or none. @returns where their lines came to stand in the audit  @throws SqliteError */
  commit(batches: readonly Batch[]): ChainedLines {
    this.#open ??= this.#connect();
    const { commit, checkpoints } = this.#open;
    try {
      const lines = commit(batches);
      checkpoints.committed(batches.some(mustSurvive));
      return lines;
    } catch (error) {
      // What could not be synced is in the log all the same. This connection writes over it; another would take it for committed.
      if (storageCode(error) !== "SQLITE_IOERR_FSYNC") this.close();
      throw error;
    }
  }

  /** Makes the daily backup, if it is due. @param now epoch milliseconds  @param kept how many are left
   *  @returns its path, if one was made  @throws SqliteError, also when the database is closed meanwhile */
  async backUp(now: number, kept: number): Promise<string | undefined> {
    this.#open ??= this.#connect();
    const { database } = this.#open;
    try {
      return await backUpDaily(database, dirname(this.#path), { now, kept });
    } catch (error) {
      if (database.open) throw error;
      throw new Sqlite.SqliteError("the database was closed before its backup was whole", "SQLITE_ABORT");
    }
  }

  close(): void {
    this.#open?.checkpoints[Symbol.dispose]();
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

  #connect(): { database: Database; commit: Commit; checkpoints: Checkpoints } {
    if (this.#hold === undefined) this.#hold = this.#takeHold();
    const database = openDatabase(this.#path);
    try {
      return { database, commit: committing(database), checkpoints: new Checkpoints(database) };
    } catch (error) {
      database.close();
      throw error;
    }
  }
}

/** Commits through one connection. */
export function committing(database: Database): Commit {
  const registers = registersTable(database);
  const revision = revisionTable(database);
  const changeRequests = changeRequestsTables(database);
  const audit = auditTable(database);
  const documents = documentsTable(database);
  const sources = sourceTables(database);
  const fleet = fleetTables(database);
  const storeRegisters = (write: RegisterWrite): void => {
    write.registers?.forEach((register) => registers.save(register));
    if (write.refreshed !== undefined) registers.refresh(write.refreshed);
    write.goneRegisters?.forEach((name) => registers.remove(name));
    if (write.revision !== undefined) revision.save(write.revision);
  };
  const commit = database.transaction((batches: readonly Batch[]): ChainedLines => {
    for (const batch of batches) {
      batch.registers.forEach(storeRegisters);
      batch.sync.forEach((write) => sources.save(write));
      batch.fleet.forEach((write) => fleet.save(write));
      batch.documents.forEach(({ name, text }) => documents.save(name, text));
    }
    changeRequests.save(batches.map((batch) => batch.changeRequests).join(""));
    return audit.append(batches.map(({ lines }) => lines).join(""));
  });
  let synchronous = "";
  return (batches) => {
    // In WAL mode only FULL makes a commit survive the loss of power.
    const wanted = batches.some(mustSurvive) ? "FULL" : "NORMAL";
    if (wanted !== synchronous) database.pragma(`synchronous = ${wanted}`);
    synchronous = wanted;
    return commit(batches);
  };
}
