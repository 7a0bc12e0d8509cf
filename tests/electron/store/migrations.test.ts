import Sqlite, { type Database } from "better-sqlite3";
import { expect, test } from "vitest";
import { migrate } from "#electron/store/database.ts";
import { MIGRATIONS } from "#electron/store/migrations/migrations.ts";

test("a database of the first schema keeps every row, and its audit, when it comes to the newest", () => {
  const database = older(1);
  database.exec(`
    INSERT INTO registers VALUES ('boiler.temp', '21.5', '{"unit":"°C"}', 10000, 7, 2, 3, NULL, '192.168.1.20');
    INSERT INTO documents VALUES ('settings', '{"deviceGrace":2}');
    INSERT INTO change_requests VALUES (4, NULL, 'r1', '{"id":"4","requestedAt":5}');
    INSERT INTO audit (hash, line) VALUES ('h1', '{"at":1,"by":"anna","kind":"requested","register":"boiler.temp"}');
    INSERT INTO audit (hash, line) VALUES ('h2', '{"at":2,"by":"anna","kind":"setting-changed","setting":"port"}');
  `);
  const before = rowsOf(database, ["documents", "audit", "registry"]);
  const subjects = subjectsOf(database);
  migrate(database, MIGRATIONS.length);
  expect(rowsOf(database, ["documents", "audit", "registry"])).toEqual(before);
  expect(rowsOf(database, ["change_requests"])).toEqual([[[4, "r1", '{"id":"4","requestedAt":5}']]]);
  expect(subjectsOf(database)).toEqual(subjects);
  expect(rowsOf(database, ["registers", "devices", "alarms"])).toEqual([
    [["boiler.temp", "21.5", '{"unit":"°C"}', 10_000, 7, 2, 3, null, "192.168.1.20", null]],
    [],
    [],
  ]);
  expect(() => database.exec("DELETE FROM audit")).toThrow("the audit is append-only");
  database.exec(`INSERT INTO audit (hash, line) VALUES ('h3', '{"kind":"device-changed","name":"boiler"}')`);
  expect(subjectsOf(database)).toEqual([...subjects, "boiler"]);
});

test("a database of the second schema keeps its devices, what they were, and its alarms", () => {
  const database = older(2);
  database.exec(`
    INSERT INTO registers VALUES ('boiler.temp', '21.5', NULL, 10000, 7, 2, 3, 4, '192.168.1.20');
    INSERT INTO devices VALUES (17, '{"id":"d17"}');
    INSERT INTO device_transitions VALUES (17, 1, 'online', NULL), (17, 2, 'offline', 'device');
    INSERT INTO fleet_numbers VALUES ('device', 17), ('alarm', 3);
    INSERT INTO alarms VALUES (3, 17, NULL, '{"id":"3"}');
  `);
  const tables = ["devices", "device_transitions", "fleet_numbers", "alarms"];
  const before = rowsOf(database, tables);
  migrate(database, MIGRATIONS.length);
  expect(rowsOf(database, tables)).toEqual(before);
  expect(rowsOf(database, ["registers"])).toEqual([
    [["boiler.temp", "21.5", null, 10_000, 7, 2, 3, 4, "192.168.1.20", null]],
  ]);
});

test("a database of the fourth schema keeps its requests, those that are over in the order in which they ended", () => {
  const database = older(4);
  database.exec(`
    INSERT INTO change_requests VALUES (1, 30, NULL, '{"id":"1"}'), (2, NULL, 'r1', '{"id":"2"}');
    INSERT INTO change_requests VALUES (7, 20, 'r1', '{"id":"7"}'), (3, NULL, NULL, '{"id":"3"}');
  `);
  migrate(database, MIGRATIONS.length);
  expect(rowsOf(database, ["open_change_requests", "finished_change_requests", "change_request_number"])).toEqual([
    [
      [2, "r1", '{"id":"2"}'],
      [3, null, '{"id":"3"}'],
    ],
    [
      [1, 7, "r1", '{"id":"7"}'],
      [2, 1, null, '{"id":"1"}'],
    ],
    [[7]],
  ]);
});

function older(version: number): Database {
  const database = new Sqlite(":memory:");
  migrate(database, version);
  return database;
}

function rowsOf(database: Database, tables: readonly string[]): unknown[] {
  return tables.map((table) => database.prepare(`SELECT * FROM ${table}`).raw().all());
}

/** As the search of the audit names what something happened to. */
function subjectsOf(database: Database): unknown[] {
  return database.prepare("SELECT subject FROM activity ORDER BY id").pluck().all();
}
