import type { Database } from "./database.ts";
import { storageCode } from "./trouble.ts";

/** So long nobody must have waited for a commit, in milliseconds. */
const QUIET = 250;
/** Fewer commits are not worth two waits for the disk. */
const ENOUGH = 100;

/** Carries what is in SQLite's log over into the database in moments in which nobody waits for a commit. SQLite would do it in the
 *  midst of a burst, with everybody waiting for some 30 ms; its own limit stays for bursts that do not end. What is in the log is
 *  as safe as what is in the database. */
export class Checkpoints implements Disposable {
  readonly #database: Database;
  #commits = 0;
  #waitedForAt = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Call after each commit. @param isWaitedFor whether somebody is answered only now */
  committed(isWaitedFor: boolean): void {
    this.#commits += 1;
    if (isWaitedFor) this.#waitedForAt = performance.now();
    if (this.#commits >= ENOUGH) this.#timer ??= setTimeout(() => this.#look(), QUIET).unref();
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }

  #look(): void {
    const quietFor = performance.now() - this.#waitedForAt;
    this.#timer = undefined;
    if (quietFor < QUIET) this.#timer = setTimeout(() => this.#look(), QUIET - quietFor).unref();
    else this.#carryOver();
  }

  #carryOver(): void {
    this.#commits = 0;
    try {
      this.#database.pragma("wal_checkpoint(PASSIVE)");
    } catch (error) {
      // Nothing is lost, and if the disk is full or broken the next commit tells of it.
      if (storageCode(error) === undefined) throw error;
    }
  }
}
