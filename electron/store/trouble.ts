import Sqlite from "better-sqlite3";

/** Why the database cannot be used, for programs and for people. */
export interface Trouble {
  readonly reason: "disk-full" | "read-only" | "locked" | "corrupt" | "disk-error" | "writer-stopped";
  /** A sentence: what is so, and what to do. */
  readonly message: string;
}

const REASONS: readonly (readonly [code: RegExp, reason: Trouble["reason"], cause: string, cure: string])[] = [
  [/^SQLITE_FULL/, "disk-full", "the disk is full", "make room on it"],
  [
    /^SQLITE_(READONLY|CANTOPEN|PERM|AUTH)|^E(ACCES|PERM|ROFS)/,
    "read-only",
    "it may not be written",
    "give this user the right to write in the data directory",
  ],
  [/^SQLITE_(BUSY|LOCKED)/, "locked", "another program holds it", "close that program"],
  [/^SQLITE_(CORRUPT|NOTADB)/, "corrupt", "it is damaged", "restart Regdesk, which sets it aside and starts a new one"],
];

/** @param code of SQLite, for example `SQLITE_FULL`, or of the operating system, for example `EACCES` */
export function troubleOf(code: string, path: string): Trouble {
  const known = REASONS.find(([pattern]) => pattern.test(code));
  const [, reason, cause, cure] = known ?? [/./, "disk-error" as const, `the disk fails (${code})`, "check the disk"];
  return {
    reason,
    message: `The database ${path} cannot be written: ${cause}. Registers are served from memory and change requests are refused until it can; ${cure}.`,
  };
}

/** The code of an error of SQLite or of the operating system; undefined for a bug. */
export function storageCode(error: unknown): string | undefined {
  if (error instanceof Sqlite.SqliteError) return error.code;
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === "string" && /^E[A-Z]+$/.test(code) ? code : undefined;
}
