import type { Database } from "../database.ts";

/** @returns what deletes all moments and minutes of registers, in one transaction, and tells their numbers */
export function forgetting(database: Database): (names: readonly string[]) => number[] {
  const find = database
    .prepare<[string], number>("SELECT id FROM registers WHERE name IN (SELECT value FROM json_each(?))")
    .pluck();
  // It has no index, because what happened lately is read as a whole: once for all of them.
  const recent = database.prepare<[string]>(
    "DELETE FROM recent_moments WHERE register IN (SELECT value FROM json_each(?))",
  );
  const moments = database.prepare<[number]>("DELETE FROM moments WHERE register = ?");
  const minutes = database.prepare<[number]>("DELETE FROM minutes WHERE register = ?");
  const empty = database.prepare<[number]>(
    "UPDATE registers SET moments_bytes = 0, minutes_bytes = 0, moments_from = 0 WHERE id = ?",
  );
  return database.transaction((names: readonly string[]) => {
    const registers = find.all(JSON.stringify(names));
    recent.run(JSON.stringify(registers));
    for (const statement of [moments, minutes, empty]) for (const id of registers) statement.run(id);
    return registers;
  });
}
