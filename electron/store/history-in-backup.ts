/** The history in a backup. Its tables lie beside those of the database, with a beginning of their own before their names, so
 *  that a backup stays the one file that SQLite reads, proves and carries anywhere. All of it is done in pieces, and none of
 *  it twice on the disk. */
import Sqlite from "better-sqlite3";
import type { HistoryContents } from "#shared/model/backup.ts";
import type { Database } from "./database.ts";
import { HISTORY_VERSION, openHistory, SEGMENT } from "./history/history-database.ts";

const BEGINNING = "history_";
/** So many rows are copied at once: some megabytes, a moment's work. */
const ROWS_AT_ONCE = 1_000;

/** Hears after each piece how many bytes are written, of how many about. What it throws ends the work. */
export type OnPiece = (done: number, all: number) => void;

/** The database of a connection, and the one that is attached to it. */
type Schema = "main" | "source";

interface Table {
  readonly name: string;
  /** What makes it. */
  readonly sql: string;
}

/** One row of it says that the history is there, and whole. */
const NOTE = `
  CREATE TABLE main.history_copy (
    -- Of the history's schema.
    version INTEGER NOT NULL,
    -- Epoch milliseconds; absent when there was nothing yet.
    from_at INTEGER,
    to_at INTEGER,
    bytes INTEGER NOT NULL
  ) STRICT;
`;

/** Copies the history into a backup, as it is at one moment, whoever goes on writing it. A file in which nothing was written
 *  yet is no history. @param backup that nobody else uses; of no use when this fails
 *  @throws SqliteError, and what `onPiece` throws */
export function addHistory(backup: string, history: string, onPiece: OnPiece): void {
  const database = new Sqlite(backup, { fileMustExist: true });
  try {
    database.prepare("ATTACH ? AS source").run(history);
    const version = database.pragma("source.user_version", { simple: true }) as number;
    if (version === 0) return;
    database.exec("BEGIN"); // one transaction reads one moment, however long it takes
    const { fromAt, toAt, bytes } = contentsOfHistory(database, "source");
    const before = bytesOf(database, "main");
    for (const { name, sql } of tablesIn(database, "source")) {
      const copy = BEGINNING + name;
      database.exec(sql.replace(new RegExp(`^CREATE TABLE "?${name}"?`), `CREATE TABLE main.${copy}`));
      const rows = { from: `source.${name}`, to: `main.${copy}`, key: keyOf(database, "source", name) };
      copyRows(database, rows, () => onPiece(Math.min(bytesOf(database, "main") - before, bytes), bytes));
    }
    // The numbers that are not given anew are counted there.
    database
      .prepare("DELETE FROM main.sqlite_sequence WHERE name IN (SELECT ? || name FROM source.sqlite_sequence)")
      .run(BEGINNING);
    database
      .prepare("INSERT INTO main.sqlite_sequence SELECT ? || name, seq FROM source.sqlite_sequence")
      .run(BEGINNING);
    database.exec(NOTE);
    database
      .prepare("INSERT INTO main.history_copy VALUES (?, ?, ?, ?)")
      .run(version, fromAt ?? null, toAt ?? null, bytes);
    database.exec("COMMIT");
  } finally {
    database.close();
  }
}

interface NoteRow {
  readonly version: number;
  readonly from_at: number | null;
  readonly to_at: number | null;
  readonly bytes: number;
}

export interface CopiedHistory {
  /** Of the history's schema. */
  readonly version: number;
  readonly contents: HistoryContents;
}

/** What a backup says of the history in it. */
export function historyIn(backup: Database): CopiedHistory | undefined {
  if (!tablesIn(backup, "main").some(({ name }) => name === "history_copy")) return undefined;
  const note = backup.prepare<[], NoteRow>("SELECT * FROM history_copy").get();
  if (note === undefined) return undefined;
  const { version, from_at: fromAt, to_at: toAt, bytes } = note;
  return { version, contents: { ...extent(fromAt, toAt), bytes } };
}

/** Makes the history of a backup a file of its own again, which the host can open.
 *  @param to where nothing is yet  @throws SqliteError, and what `onPiece` throws */
export function takeHistory(backup: string, to: string, onPiece: OnPiece): void {
  const database = openHistory(to, versionIn(backup));
  try {
    database.pragma("journal_mode = DELETE"); // else all of it would be written twice
    database.prepare("ATTACH ? AS source").run(backup);
    const all = bytesOf(database, "source");
    database.exec("BEGIN");
    for (const { name } of tablesIn(database, "main")) {
      const rows = { from: `source.${BEGINNING}${name}`, to: `main.${name}`, key: keyOf(database, "main", name) };
      copyRows(database, rows, () => onPiece(Math.min(bytesOf(database, "main"), all), all));
    }
    database.exec("DELETE FROM main.sqlite_sequence");
    database
      .prepare(
        "INSERT INTO main.sqlite_sequence SELECT substr(name, length(@b) + 1), seq FROM source.sqlite_sequence WHERE substr(name, 1, length(@b)) = @b",
      )
      .run({ b: BEGINNING });
    database.exec("COMMIT");
  } finally {
    database.close();
  }
}

/** What is left of a backup is the database alone. @param backup a copy of it; of no use when this fails */
export function leaveHistoryOut(backup: string): void {
  const database = new Sqlite(backup, { fileMustExist: true });
  try {
    database.pragma("journal_mode = OFF"); // whoever fails here throws the copy away
    for (const { name } of tablesIn(database, "main")) {
      if (name.startsWith(BEGINNING)) database.exec(`DROP TABLE ${name}`);
    }
    database.exec("VACUUM");
  } finally {
    database.close();
  }
}

/** What is in a history. @param schema of the connection under which it lies */
export function contentsOfHistory(database: Database, schema: Schema): HistoryContents {
  const one = (query: string) => database.prepare<[], number | null>(query).pluck().get() ?? undefined;
  // By way of the registers: for each, the first of its rows is one look into the tree.
  const segments = (["moments", "minutes"] as const).map((table) =>
    one(`SELECT min((SELECT min(segment) FROM ${schema}.${table} WHERE register = id)) FROM ${schema}.registers`),
  );
  const starts = segments.flatMap((segment) => (segment === undefined ? [] : [segment * SEGMENT]));
  const recent = one(`SELECT min(at) FROM ${schema}.recent_moments`);
  const oldest = [...starts, ...(recent === undefined ? [] : [recent])];
  const fromAt = oldest.length === 0 ? undefined : oldest.reduce((a, b) => Math.min(a, b));
  const toAt = one(`SELECT max(to_at) FROM ${schema}.observation WHERE kind = 'running'`);
  return { ...extent(fromAt, toAt), bytes: bytesOf(database, schema) };
}

function extent(fromAt: number | null | undefined, toAt: number | null | undefined) {
  return { ...(fromAt == null ? {} : { fromAt }), ...(toAt == null ? {} : { toAt }) };
}

function versionIn(backup: string): number {
  const database = new Sqlite(backup, { readonly: true, fileMustExist: true });
  try {
    return historyIn(database)?.version ?? HISTORY_VERSION;
  } finally {
    database.close();
  }
}

function tablesIn(database: Database, schema: Schema): Table[] {
  return database
    .prepare<[], Table>(
      `SELECT name, sql FROM ${schema}.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
    )
    .all();
}

/** The columns by which the rows of a history's table lie in order. */
function keyOf(database: Database, schema: Schema, table: string): string[] {
  return database
    .prepare<[string, string], string>("SELECT name FROM pragma_table_info(?, ?) WHERE pk > 0 ORDER BY pk")
    .pluck()
    .all(table, schema);
}

/** In the order in which they lie, so that each piece is written behind the one before. */
function copyRows(
  database: Database,
  { from, to, key }: { readonly from: string; readonly to: string; readonly key: readonly string[] },
  onPiece: () => void,
): void {
  const columns = key.join(", ");
  const limit = `ORDER BY ${columns} LIMIT ${ROWS_AT_ONCE}`;
  const places = key.map(() => "?").join(", ");
  const first = database.prepare(`INSERT INTO ${to} SELECT * FROM ${from} ${limit}`);
  const next = database.prepare(`INSERT INTO ${to} SELECT * FROM ${from} WHERE (${columns}) > (${places}) ${limit}`);
  const backwards = key.map((column) => `${column} DESC`).join(", ");
  const last = database.prepare<[], number[]>(`SELECT ${columns} FROM ${to} ORDER BY ${backwards} LIMIT 1`).raw();
  for (let rows = first.run().changes; rows > 0; rows = next.run(...(last.get() ?? [])).changes) onPiece();
}

/** Bytes of what is in it, free pages aside. */
function bytesOf(database: Database, schema: Schema): number {
  const [pages, free, size] = ["page_count", "freelist_count", "page_size"].map(
    (pragma) => database.pragma(`${schema}.${pragma}`, { simple: true }) as number,
  );
  return ((pages ?? 0) - (free ?? 0)) * (size ?? 0);
}
