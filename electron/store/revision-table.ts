import type { Database } from "./database.ts";

/** The registry's revision when registers were last stored. */
export function loadRevision(database: Database): number {
  return database.prepare<[], number>("SELECT revision FROM registry").pluck().get() ?? 0;
}

export function revisionTable(database: Database) {
  const update = database.prepare<[number]>("UPDATE registry SET revision = ?");
  return {
    save(revision: number): void {
      update.run(revision);
    },
  };
}
