import type { Database } from "better-sqlite3";

/** Times are epoch milliseconds; values and metadata are JSON texts. */
export function registersAndChangeRequests(database: Database): void {
  for (const tables of [REGISTERS, SOURCES, CHANGE_REQUESTS, AUDIT]) database.exec(tables);
}

const REGISTERS = `
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

  -- What is read and written whole: preferences, the gate's policy, settings.
  CREATE TABLE documents (name TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;

const SOURCES = `
  -- Outside registries that are mirrored here. What is kept of one goes with it.
  CREATE TABLE sources (name TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE source_states (
    source TEXT PRIMARY KEY REFERENCES sources ON DELETE CASCADE,
    document TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  -- What each source provides, whether it shows or something else does.
  CREATE TABLE source_registers (
    source TEXT NOT NULL REFERENCES sources ON DELETE CASCADE,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    metadata TEXT,
    PRIMARY KEY (source, name)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE sync_runs (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL REFERENCES sources ON DELETE CASCADE,
    document TEXT NOT NULL
  ) STRICT;
  CREATE INDEX sync_runs_by_source ON sync_runs (source, id);
  -- Values that technicians put in the place of a source's.
  CREATE TABLE overrides (register TEXT PRIMARY KEY, document TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;

const CHANGE_REQUESTS = `
  CREATE TABLE change_requests (
    id INTEGER PRIMARY KEY,
    -- When it came to its end; NULL while it still moves.
    ended_at REAL,
    -- The id of the rule that was about it when it came.
    rule TEXT,
    -- The whole request as one JSON document: it is read and written whole.
    request TEXT NOT NULL
  ) STRICT;
  -- Few are open at a time, however many there have been; the others are leafed through from the latest.
  CREATE INDEX change_requests_by_end ON change_requests (ended_at);
  CREATE INDEX change_requests_by_rule ON change_requests (rule, request ->> '$.requestedAt') WHERE rule IS NOT NULL;
`;

const AUDIT = `
  -- What happened, in lines that are added and never touched again. Ids are counted from 1 without a gap. The line is
  -- canonical JSON: no white space, members sorted by name, numbers and texts as ECMAScript writes them (RFC 8785). Each
  -- is chained to the one before it:
  --   hash = SHA-256(hash of the line before, newline, id, newline, line), in lower-case hexadecimal digits
  -- and the first to 64 zeros.
  CREATE TABLE audit (id INTEGER PRIMARY KEY, hash TEXT NOT NULL, line TEXT NOT NULL) STRICT;
  -- The same, to be searched. Columns of the table, or an index, would be computed with every line that is written; a
  -- search reads a million lines within a second or two, in a thread of its own.
  CREATE VIEW activity AS SELECT
    id, hash, line,
    line ->> '$.at' AS at,
    line ->> '$.by' AS by,
    line ->> '$.kind' AS kind,
    -- What it happened to: a register, a source, a rule, a setting or a file.
    coalesce(line ->> '$.register', line ->> '$.source', line ->> '$.rule.name', line ->> '$.setting', line ->> '$.path') AS subject,
    line ->> '$.note' AS note
  FROM audit;
  CREATE TRIGGER audit_is_not_rewritten BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
  CREATE TRIGGER audit_is_not_removed BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
`;
