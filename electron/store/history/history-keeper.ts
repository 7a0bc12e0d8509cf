import Sqlite from "better-sqlite3";
import type { HistoryWrite } from "../../history/history-store.ts";
import { MINUTE } from "../../history/minutes.ts";
import type { Moment } from "../../history/moment.ts";
import type { Database } from "../database.ts";
import { forgetting } from "./forgetting.ts";
import { SEGMENT } from "./history-database.ts";
import { observationTable } from "./observation-table.ts";
import { packing, type Packing } from "./packing.ts";

/** More than this, in bytes of memory, waits no longer for the end of its segment. */
const MOST_RECENT = 16 << 20;
/** More than this does not even wait for the end of its minute. */
const MOST_OF_A_MINUTE = 64 << 20;
/** What a moment takes but for its text. */
const MOMENT_BYTES = 100;

/** The numbers of registers in this run, and in the database. */
export type RegisterIds = Map<number, number>;

/** Writes the history through one connection: adds what happened, and packs it when its segment is over. */
export class HistoryKeeper {
  readonly #database: Database;
  #packing: Packing;
  readonly #store: (write: HistoryWrite) => readonly Row[];
  readonly #forget: (names: readonly string[]) => readonly number[];
  /** What lies in `recent_moments`, by register. */
  #recent = new Map<number, Moment[]>();
  #bytes = 0;
  /** When the oldest of it was. */
  #oldest = Infinity;
  /** Until when the host has observed. */
  #observed = 0;

  /** @param ids outlives the connection: a register is named once in a run */
  constructor(database: Database, ids: RegisterIds) {
    this.#database = database;
    this.#packing = packing(database);
    this.#store = storing(database, ids);
    this.#forget = forgetting(database);
    const rows = database
      .prepare<[], Row>("SELECT register, at, kind, value FROM recent_moments ORDER BY id")
      .iterate();
    for (const row of rows) this.#remember(row);
  }

  /** @throws SqliteError; then nothing of it is stored */
  keep(write: HistoryWrite): void {
    for (const row of this.#store(write)) this.#remember(row);
    this.#observed = write.observed.to;
  }

  /** Deletes all that registers were; their numbers are not given anew. @throws SqliteError */
  forget(names: readonly string[]): void {
    for (const register of this.#forget(names)) {
      for (const { value } of this.#recent.get(register) ?? []) this.#bytes -= bytesOf(value);
      this.#recent.delete(register);
    }
    this.#packing = packing(this.#database); // which remembers what they were
  }

  /** Packs what is over. All of it in one transaction: its thread has nothing else to do, and readers go on meanwhile.
   *  @throws SqliteError; then this keeper does not know any more what is stored, and another takes its place */
  pack(): void {
    const end = this.#over();
    if (this.#oldest >= end) return;
    const over = new Map<number, Moment[]>();
    for (const [register, moments] of this.#recent) {
      const past = moments.filter(({ at }) => at < end);
      if (past.length > 0) over.set(register, past);
    }
    this.#packAll(over, end);
    const all = this.#recent;
    this.#recent = new Map();
    this.#bytes = 0;
    this.#oldest = Infinity;
    for (const [register, moments] of all) {
      for (const moment of moments) if (moment.at >= end) this.#remember({ register, ...moment });
    }
  }

  /** Until when it is packed: whole segments, and when there is too much, whole minutes, each of which is rolled up as one. */
  #over(): number {
    if (this.#bytes >= MOST_OF_A_MINUTE) return Infinity;
    const unit = this.#bytes >= MOST_RECENT ? MINUTE : SEGMENT;
    return this.#observed - (this.#observed % unit);
  }

  #remember({ register, at, kind, value }: Row): void {
    const moments = this.#recent.get(register);
    if (moments === undefined) this.#recent.set(register, [{ at, kind, value }]);
    else moments.push({ at, kind, value });
    this.#bytes += bytesOf(value);
    this.#oldest = Math.min(this.#oldest, at);
  }

  #packAll(over: ReadonlyMap<number, readonly Moment[]>, end: number): void {
    const database = this.#database;
    database.transaction(() => {
      const last = database.prepare<[number], number | null>("SELECT max(id) FROM recent_moments WHERE at < ?").pluck();
      const part = last.get(end) ?? 0; // no two packings have a moment in common
      this.#packing(over, { part, until: this.#observed });
      database.prepare<[number]>("DELETE FROM recent_moments WHERE at < ?").run(end);
    })();
  }
}

function bytesOf(value: Moment["value"]): number {
  return MOMENT_BYTES + (typeof value === "string" ? 2 * value.length : 0);
}

interface Row extends Moment {
  readonly register: number;
}

/** @returns what adds to the end of what happened, in one transaction */
function storing(database: Database, ids: RegisterIds): (write: HistoryWrite) => readonly Row[] {
  const name = database.prepare<[string]>("INSERT INTO registers (name) VALUES (?) ON CONFLICT (name) DO NOTHING");
  const find = database.prepare<[string], number>("SELECT id FROM registers WHERE name = ?").pluck();
  const insert = database.prepare<[number, number, number, number | string | null]>(
    "INSERT INTO recent_moments (register, at, kind, value) VALUES (?, ?, ?, ?)",
  );
  const observation = observationTable(database);
  return database.transaction(({ names, cells, observed, unobserved }: HistoryWrite) => {
    for (const [number, text] of names) {
      name.run(text);
      ids.set(number, find.get(text) ?? 0);
    }
    const rows: Row[] = [];
    for (let at = 0; at < cells.length; at += 4) {
      const register = ids.get(cells[at] as number);
      // After a file was set aside: the host names every register anew when a write fails.
      if (register === undefined) throw new Sqlite.SqliteError("a register without a name", "SQLITE_ABORT");
      const row = {
        ...{ register, at: cells[at + 1] as number },
        ...{ kind: cells[at + 2] as number, value: cells[at + 3] ?? null },
      };
      insert.run(row.register, row.at, row.kind, row.value);
      rows.push(row);
    }
    observation.observed(observed);
    for (const period of unobserved) observation.unobserved(period);
    return rows;
  });
}
