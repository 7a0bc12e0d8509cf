import type { Database } from "better-sqlite3";

/** Times are epoch milliseconds. */
export function fleet(database: Database): void {
  database.exec(`
    -- What people said of devices, and what identifies them; how a device stands is derived from its registers.
    CREATE TABLE devices (id INTEGER PRIMARY KEY, document TEXT NOT NULL) STRICT;
    -- When each came into which state; uptime and outages are derived from it. One that has no row in devices is a
    -- device's that was forgotten meanwhile, and is left out.
    CREATE TABLE device_transitions (
      device INTEGER NOT NULL,
      at REAL NOT NULL,
      state TEXT NOT NULL,
      cause TEXT,
      PRIMARY KEY (device, at)
    ) STRICT, WITHOUT ROWID;
    -- Ids are given once: what was forgotten leaves its number behind.
    CREATE TABLE fleet_numbers (name TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE alarms (id INTEGER PRIMARY KEY, device INTEGER, closed_at REAL, document TEXT NOT NULL) STRICT;
    CREATE INDEX alarms_open ON alarms (id) WHERE closed_at IS NULL;

    -- As before, with the name of a device, an alarm or a maintenance among what something happened to.
    DROP VIEW activity;
    CREATE VIEW activity AS SELECT
      id, hash, line,
      line ->> '$.at' AS at,
      line ->> '$.by' AS by,
      line ->> '$.kind' AS kind,
      coalesce(line ->> '$.register', line ->> '$.source', line ->> '$.name', line ->> '$.rule.name', line ->> '$.setting', line ->> '$.path') AS subject,
      line ->> '$.note' AS note
    FROM audit;
  `);
}
