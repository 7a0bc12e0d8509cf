import Sqlite, { type Database } from "better-sqlite3";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { canonicalLine, chained, GENESIS } from "#electron/store/audit-chain.ts";
import { verifyAudit } from "#electron/store/audit-verification.ts";
import { contentsOf } from "#electron/store/backup-file.ts";
import { batchOf } from "#electron/store/batch.ts";
import { Committer } from "#electron/store/committer.ts";
import { migrate } from "#electron/store/database.ts";
import { MIGRATIONS } from "#electron/store/migrations/migrations.ts";
import { aMove, aStart } from "#tests/support/activity.ts";
import { idOf } from "#tests/support/builders.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

test("a database of the first schema keeps every row, and its audit, when it comes to the newest", () => {
  const database = older(1);
  database.exec(`
    INSERT INTO registers VALUES ('boiler.temp', '21.5', '{"unit":"°C"}', 10000, 7, 2, 3, NULL, '192.168.1.20');
    INSERT INTO documents VALUES ('settings', '{"deviceGrace":2}');
    INSERT INTO change_requests VALUES (4, NULL, 'r1', '{"id":"4","requestedAt":5}');
    INSERT INTO audit (hash, line) VALUES ('${hashOf("1")}', '{"at":1,"by":"anna","kind":"requested","register":"boiler.temp"}');
    INSERT INTO audit (hash, line) VALUES ('${hashOf("2")}', '{"at":2,"by":"anna","kind":"setting-changed","setting":"port"}');
  `);
  const before = [...rowsOf(database, ["documents", "registry"]), auditIn(database)];
  const subjects = subjectsOf(database);
  migrate(database, MIGRATIONS.length);
  expect([...rowsOf(database, ["documents", "registry"]), auditIn(database)]).toEqual(before);
  expect(rowsOf(database, ["change_requests"])).toEqual([[[4, "r1", '{"id":"4","requestedAt":5}']]]);
  expect(subjectsOf(database)).toEqual(subjects);
  expect(rowsOf(database, ["registers", "devices", "alarms"])).toEqual([
    [["boiler.temp", "21.5", '{"unit":"°C"}', 10_000, 7, 2, 3, null, "192.168.1.20", null]],
    [],
    [],
  ]);
  expect(() => database.exec("DELETE FROM audit_blocks")).toThrow("the audit is append-only");
  database.exec(`INSERT INTO audit_blocks VALUES (3, zeroblob(32), '{"kind":"device-changed","name":"boiler"}')`);
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

describe("The audit of a database of the fifth schema, which had a row for each line,", () => {
  const LINES = Array.from({ length: 345 }, (_, index) =>
    canonicalLine(aMove({ changeRequest: idOf(index + 1), note: "too cold" })),
  );

  test("is the same afterwards, and whole", async () => {
    await using audit = await anOlderAudit(LINES);
    const before = audit.read(auditIn);
    audit.read((database) => migrate(database, MIGRATIONS.length));
    expect([before.length, audit.read(auditIn)]).toEqual([345, before]);
    expect(await verifyAudit(audit.path)).toEqual({ lines: 345, head: audit.head });
  });

  test("goes on where it was", async () => {
    await using audit = await anOlderAudit(LINES);
    const committer = new Committer(audit.path);
    expect(committer.commit([batchOf({ activity: [aStart()] })]).firstLine).toBe(346);
    committer.close();
    expect(await verifyAudit(audit.path, audit.head)).toMatchObject({ lines: 346 });
  });

  test("is told of without being brought to the newest", async () => {
    await using audit = await anOlderAudit(LINES);
    expect(contentsOf(audit.path)).toMatchObject({ version: 5, auditLines: 345, latestAt: aMove().at });
    audit.read((database) => migrate(database, MIGRATIONS.length));
    expect(contentsOf(audit.path)).toMatchObject({ version: MIGRATIONS.length, auditLines: 345, latestAt: aMove().at });
  });

  test.each([
    ["a line was altered", `UPDATE audit SET line = replace(line, '"22"', '"23"') WHERE id = 300`, 300, /its text/],
    ["a line is no JSON", "UPDATE audit SET line = 'gone' || char(10) || 'for good' WHERE id = 7", 7, /its text/],
    ["a hash is none", "UPDATE audit SET hash = 'é' WHERE id = 120", 120, /its text/],
    ["a hash is too long", "UPDATE audit SET hash = hash || '0' WHERE id = 120", 120, /its text/],
    [
      "a space became a newline",
      "UPDATE audit SET line = replace(line, ' ', char(10)) WHERE id = 120",
      120,
      /its text/,
    ],
    ["a line was removed", "DELETE FROM audit WHERE id = 222", 222, /the next one is line 223/],
    ["lines were removed", "DELETE FROM audit WHERE id < 150", 1, /the next one is line 150/],
    ["a line was put in", "INSERT INTO audit VALUES (0, 'x', '{}')", 1, /line 0 stands where line 1/],
  ])("still shows that %s", async (_what, sql, line, reason) => {
    await using audit = await anOlderAudit(LINES);
    audit.read((database) => {
      database.exec(`DROP TRIGGER audit_is_not_rewritten; DROP TRIGGER audit_is_not_removed; ${sql}`);
      migrate(database, MIGRATIONS.length);
    });
    const { broken } = await verifyAudit(audit.path);
    expect(broken).toEqual({ line, reason: expect.stringMatching(reason) as string });
  });
});

async function anOlderAudit(lines: readonly string[]) {
  const directory = await temporaryDirectory();
  const path = join(directory.path, "regdesk.db");
  const read = <Found>(look: (database: Database) => Found): Found => {
    const database = new Sqlite(path);
    try {
      return look(database);
    } finally {
      database.close();
    }
  };
  const head = read((database) => {
    migrate(database, 5);
    const insert = database.prepare("INSERT INTO audit VALUES (?, ?, ?)");
    const fill = database.transaction(() =>
      lines.reduce((before, line, index) => {
        const hash = chained(before, index + 1, line);
        insert.run(index + 1, hash, line);
        return hash;
      }, GENESIS),
    );
    return fill();
  });
  return { ...directory, path, head, read };
}

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

function auditIn(database: Database): unknown[] {
  return database.prepare("SELECT id, hash, line FROM audit ORDER BY id").raw().all();
}

/** What looks like one. */
function hashOf(digit: string): string {
  return digit.repeat(64);
}
