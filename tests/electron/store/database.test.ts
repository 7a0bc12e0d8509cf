import Sqlite from "better-sqlite3";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { migrate, openDatabase, type Database } from "#electron/store/database.ts";
import { MIGRATIONS } from "#electron/store/migrations/migrations.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

describe("A database", () => {
  test("from nothing comes to the newest schema", () => {
    const database = openDatabase(":memory:");
    expect([versionOf(database), tablesOf(database)]).toEqual([
      MIGRATIONS.length,
      [
        ...["alarms", "audit_blocks", "change_request_number", "device_transitions", "devices", "documents"],
        ...["finished_change_requests", "fleet_numbers", "open_change_requests"],
        ...["overrides", "registers", "registry"],
        ...["source_registers", "source_states", "sources", "sync_runs"],
      ],
    ]);
  });

  test("goes through every version on its way, one at a time", () => {
    const database = new Sqlite(":memory:");
    const versions = MIGRATIONS.map((_migration, index) => {
      migrate(database, index + 1);
      return versionOf(database);
    });
    expect(versions).toEqual(MIGRATIONS.map((_migration, index) => index + 1));
  });

  test("of the newest schema is left as it is", async () => {
    await using directory = await temporaryDirectory();
    const path = join(directory.path, "regdesk.db");
    const first = openDatabase(path);
    first.exec("INSERT INTO registers VALUES ('a', '1', NULL, 10000, 1, 2, 3, NULL, 'here', NULL)");
    first.close();
    using second = closing(openDatabase(path));
    expect(second.database.prepare("SELECT name FROM registers").pluck().all()).toEqual(["a"]);
  });

  test("of a newer Regdesk is refused and not touched", async () => {
    await using directory = await temporaryDirectory();
    const path = join(directory.path, "regdesk.db");
    const newer = new Sqlite(path);
    newer.pragma(`user_version = ${MIGRATIONS.length + 1}`);
    newer.close();
    expect(() => openDatabase(path)).toThrow(/was written by a newer Regdesk/);
    using same = closing(new Sqlite(path));
    expect([versionOf(same.database), tablesOf(same.database)]).toEqual([MIGRATIONS.length + 1, []]);
  });

  test("keeps its audit: no line is altered or removed", () => {
    const database = openDatabase(":memory:");
    database.exec(`INSERT INTO audit_blocks VALUES (1, zeroblob(32), '{}' || char(10))`);
    const attempts = [
      "UPDATE audit_blocks SET hashes = x'01'",
      "DELETE FROM audit_blocks",
      "UPDATE audit_blocks SET lines = '{\"a\":1}'",
      "INSERT OR REPLACE INTO audit_blocks SELECT first_line, x'01', lines FROM audit_blocks",
    ];
    for (const attempt of attempts) expect(() => database.exec(attempt)).toThrow("the audit is append-only");
    expect(database.prepare("SELECT id, hash, line FROM audit").raw().all()).toEqual([[1, "0".repeat(64), "{}"]]);
  });
});

function versionOf(database: Database): unknown {
  return database.pragma("user_version", { simple: true });
}

function tablesOf(database: Database): unknown[] {
  return database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .pluck()
    .all();
}

function closing(database: Database) {
  return { database, [Symbol.dispose]: () => void database.close() };
}
