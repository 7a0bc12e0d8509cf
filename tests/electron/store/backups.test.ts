import { readdir, utimes } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { backUpDaily, backupsIn } from "#electron/store/backups.ts";
import { openDatabase } from "#electron/store/database.ts";
import { loadRegisters, registersTable } from "#electron/store/registers-table.ts";
import { aRegister } from "#tests/support/builders.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

const DAY = 24 * 3_600_000;

describe("A backup", () => {
  test("is a database with all that was there", async () => {
    await using files = await someFiles();
    registersTable(files.database).save(aRegister({ name: "a" }));
    await backUpDaily(files.database, files.path, { now: Date.now(), kept: 5 });
    const backup = openDatabase(backupsIn(files.path)[0]!.path);
    expect(loadRegisters(backup)).toEqual([aRegister({ name: "a" })]);
    backup.close();
  });

  test("is made once a day, and as many of the newest are kept as was wished", async () => {
    await using files = await someFiles();
    const today = Date.now();
    await backUpDaily(files.database, files.path, { now: today, kept: 5 });
    await backUpDaily(files.database, files.path, { now: today + DAY / 2, kept: 5 });
    const onTheFirstDay = backupsIn(files.path).length;
    for (let day = 2; day < 10; day++)
      await backUpDaily(files.database, files.path, { now: today + day * DAY, kept: 5 });
    const left = await readdir(join(files.path, "backups"));
    expect([onTheFirstDay, backupsIn(files.path).length, left.length]).toEqual([1, 5, 5]);
  });

  test("is made although an earlier one is of a time that is yet to come, because the clock was set back", async () => {
    await using files = await someFiles();
    const first = await backUpDaily(files.database, files.path, { now: Date.now(), kept: 5 });
    const nextYear = new Date(Date.now() + 365 * DAY);
    await utimes(first!, nextYear, nextYear);
    const second = await backUpDaily(files.database, files.path, { now: Date.now() + 1, kept: 5 });
    expect([second === undefined, backupsIn(files.path).length]).toEqual([false, 2]);
  });

  test("is none where none was made", async () => {
    await using files = await someFiles();
    expect(backupsIn(files.path)).toEqual([]);
  });
});

async function someFiles() {
  const directory = await temporaryDirectory();
  const database = openDatabase(join(directory.path, "regdesk.db"));
  return {
    path: directory.path,
    database,
    async [Symbol.asyncDispose]() {
      database.close();
      await directory[Symbol.asyncDispose]();
    },
  };
}
