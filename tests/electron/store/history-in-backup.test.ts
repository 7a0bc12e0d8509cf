/** A backup with the history is one file; what goes into it comes out of it, to the last row. */
import Sqlite from "better-sqlite3";
import { copyFile } from "node:fs/promises";
import { statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { checkBackup, copyDatabase } from "#electron/store/backup-file.ts";
import { openDatabase, type Database } from "#electron/store/database.ts";
import { openHistory } from "#electron/store/history/history-database.ts";
import { leaveHistoryOut, takeHistory } from "#electron/store/history-in-backup.ts";
import { registersTable } from "#electron/store/registers-table.ts";
import { aRegister } from "#tests/support/builders.ts";
import { keepEarlier, type Earlier } from "#tests/support/earlier-history.ts";
import { NOON } from "#tests/support/fake-clock.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

const MINUTE = 60_000;
const UNTIL = NOON + 40 * MINUTE;

describe("The history in a backup", () => {
  test("comes out as it went in: every row of every table, and the numbers that are not given anew", async () => {
    await using files = await someFiles();
    const { history } = await copyDatabase(files.database, files.backup, { path: files.history });
    takeHistory(files.backup, files.taken, () => undefined);
    expect(history).toEqual({ fromAt: NOON, toAt: UNTIL, bytes: expect.any(Number) as number });
    expect(rowsOf(files.taken)).toEqual(rowsOf(files.history));
    const again = openHistory(files.taken);
    again.prepare("INSERT INTO registers (name) VALUES ('new')").run();
    expect(again.prepare("SELECT id FROM registers WHERE name = 'new'").pluck().get()).toBe(files.registers + 2);
    again.close();
  });

  test("is as it was at one moment, though it is being written meanwhile", async () => {
    await using files = await someFiles();
    const before = rowsOf(files.history);
    const writing = openHistory(files.history);
    const name = writing.prepare<[string]>("INSERT INTO registers (name) VALUES (?)");
    let pieces = 0;
    const onPiece = (): void => void name.run(`meanwhile.${++pieces}`);
    await copyDatabase(files.database, files.backup, { path: files.history, onPiece });
    writing.close();
    takeHistory(files.backup, files.taken, () => undefined);
    expect(pieces).toBeGreaterThan(4);
    expect(rowsOf(files.taken)).toEqual(before);
  });

  test("does not stay in the database that is made of it, nor does its room", async () => {
    await using files = await someFiles();
    const small = join(files.path, "small.db");
    await copyDatabase(files.database, small);
    await copyDatabase(files.database, files.backup, { path: files.history });
    leaveHistoryOut(files.backup);
    expect(checkBackup(files.backup)).toEqual({ ...checkBackup(small), bytes: statSync(files.backup).size });
    expect(statSync(files.backup).size).toBeLessThan(statSync(small).size + 20_000);
    expect(tablesOf(files.backup)).toEqual(tablesOf(small));
  });

  test("is none where none was written yet", async () => {
    await using files = await someFiles();
    const empty = join(files.path, "empty.db");
    new Sqlite(empty).close();
    for (const path of [join(files.path, "missing.db"), empty]) {
      expect((await copyDatabase(files.database, files.backup, { path })).history).toBeUndefined();
    }
  });

  test("of a newer Regdesk says to install that", async () => {
    await using files = await someFiles();
    await copyDatabase(files.database, files.backup, { path: files.history });
    const backup = new Sqlite(files.backup);
    backup.exec("UPDATE history_copy SET version = 99");
    backup.close();
    expect(() => checkBackup(files.backup)).toThrow(expect.objectContaining({ code: "DATABASE_TOO_NEW" }));
  });

  test("that is damaged cannot be copied, which is said with the cure", async () => {
    await using files = await someFiles();
    const file = new Sqlite(files.history);
    file.pragma("journal_mode = DELETE");
    file.close();
    await copyFile(new URL(import.meta.url), files.history);
    const copied = copyDatabase(files.database, files.backup, { path: files.history });
    await expect(copied).rejects.toMatchObject({
      code: "STORE_UNAVAILABLE",
      message: expect.stringContaining("Back up without it") as string,
    });
  });
});

/** A database, and a history whose tables take more than a piece each. */
async function someFiles() {
  const directory = await temporaryDirectory();
  const at = (name: string): string => join(directory.path, name);
  const registers = 1_200;
  const moments: Earlier[] = [];
  for (let minute = 0; minute < 40; minute += 15) {
    for (let index = 0; index < registers; index++) {
      // A text that looks like a number must stay one.
      const value = index % 2 === 0 ? minute + 0.5 : `"${minute}"`;
      moments.push([`register.${index}`, NOON + minute * MINUTE, value]);
    }
  }
  keepEarlier(directory.path, moments, UNTIL);
  const history = openHistory(at("history.db"));
  history.exec("INSERT INTO registers (name) VALUES ('gone'); DELETE FROM registers WHERE name = 'gone'");
  history.close();
  const database = openDatabase(at("regdesk.db"));
  registersTable(database).save(aRegister({ name: "a" }));
  database.close();
  return {
    ...{ path: directory.path, registers },
    ...{ database: at("regdesk.db"), history: at("history.db"), backup: at("backup.db"), taken: at("taken.db") },
    [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose](),
  };
}

function rowsOf(path: string): Record<string, unknown[]> {
  return reading(path, (database) =>
    Object.fromEntries(
      namesIn(database).map((table) => [table, database.prepare(`SELECT * FROM ${table}`).raw().all()] as const),
    ),
  );
}

function tablesOf(path: string): string[] {
  return reading(path, namesIn).filter((name) => name !== "sqlite_sequence");
}

function namesIn(database: Database): string[] {
  const tables = database.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
  return tables.pluck().all();
}

function reading<Answer>(path: string, read: (database: Database) => Answer): Answer {
  const database = new Sqlite(path, { readonly: true });
  try {
    return read(database);
  } finally {
    database.close();
  }
}
