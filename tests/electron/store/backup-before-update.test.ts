import Sqlite from "better-sqlite3";
import { join } from "node:path";
import { expect, test } from "vitest";
import { backupsIn } from "#electron/store/backups.ts";
import { migrate } from "#electron/store/database.ts";
import { loadStored } from "#electron/store/stored.ts";
import { NOON } from "#tests/support/fake-clock.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

test("a database of an older Regdesk is copied as it was before its schema is changed, and not again", async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, "regdesk.db");
  olderDatabase(path);
  expect(loadStored(path, NOON).registers).toHaveLength(1);
  loadStored(path, NOON + 1_000);
  const backups = backupsIn(directory.path);
  expect(backups).toMatchObject([{ kind: "before-update" }]);
  const kept = new Sqlite(backups[0]?.path, { readonly: true });
  expect(kept.pragma("user_version", { simple: true })).toBe(1);
  expect(kept.prepare("SELECT name FROM registers").pluck().all()).toEqual(["boiler.temp"]);
  kept.close();
});

test("a new database, and one that is up to date, need none; of many the latest three stay", async () => {
  await using directory = await temporaryDirectory();
  const path = join(directory.path, "regdesk.db");
  loadStored(path, NOON);
  loadStored(path, NOON);
  expect(backupsIn(directory.path)).toEqual([]);
  for (let time = 1; time <= 5; time++) {
    const older = join(directory.path, `${time}.db`);
    olderDatabase(older);
    loadStored(older, NOON + time * 60_000);
  }
  expect(backupsIn(directory.path)).toHaveLength(3);
});

/** As the first schema left it. */
function olderDatabase(path: string): void {
  const database = new Sqlite(path);
  migrate(database, 1);
  database.exec("INSERT INTO registers VALUES ('boiler.temp', '1', NULL, 10000, 1, 2, 3, NULL, 'here')");
  database.close();
}
