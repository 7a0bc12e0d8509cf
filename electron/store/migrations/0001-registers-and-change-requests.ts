import type { Database } from "better-sqlite3";

/** Times are epoch milliseconds; values and metadata are JSON texts. */
export function registersAndChangeRequests(database: Database): void {
  database.exec(`
    CREATE TABLE registers (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL,
      metadata TEXT,
      ttl REAL NOT NULL,
      revision INTEGER NOT NULL,
      provided_at REAL NOT NULL,
      changed_at REAL NOT NULL,
      expired_at REAL,
      provider TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- One row: what is true of the registry as a whole.
    CREATE TABLE registry (revision INTEGER NOT NULL) STRICT;
    INSERT INTO registry VALUES (0);

    -- One document: what the technician set in the window.
    CREATE TABLE preferences (id INTEGER PRIMARY KEY CHECK (id = 1), document TEXT NOT NULL) STRICT;

    CREATE TABLE change_requests (
      id INTEGER PRIMARY KEY,
      register TEXT NOT NULL,
      state TEXT NOT NULL,
      -- The whole request as one JSON document: it is read and written whole.
      request TEXT NOT NULL
    ) STRICT;
    -- Few are open at a time, however many there have been.
    CREATE INDEX open_change_requests ON change_requests (id)
      WHERE state IN ('pending', 'approved', 'deliverable', 'delivered');

    CREATE TABLE transitions (
      id INTEGER PRIMARY KEY,
      change_request INTEGER NOT NULL,
      register TEXT NOT NULL,
      at REAL NOT NULL,
      from_state TEXT,
      to_state TEXT NOT NULL,
      by TEXT NOT NULL,
      note TEXT
    ) STRICT;
    CREATE TRIGGER transitions_are_not_rewritten BEFORE UPDATE ON transitions
      BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
    CREATE TRIGGER transitions_are_not_removed BEFORE DELETE ON transitions
      BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
  `);
}
