import { readdir, utimes } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { backUpDaily, backupsIn } from "#electron/store/backups.ts";
import { openDatabase } from "#electron/store/database.ts";
import { toReported } from "#electron/registry/register-record.ts";
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
    expect(loadRegisters(backup).map(toReported)).toEqual([aRegister({ name: "a" })]);
    backup.close();
  });

  test("is made once a day, and as many of the newest are kept as was wished, and the first of each week", async () => {
    await using files = await someFiles();
    const monday = Date.UTC(2026, 0, 5, 9);
    const backUp = async (now: number): Promise<void> => {
      const path = await backUpDaily(files.database, files.path, { now, kept: 5 });
      if (path !== undefined) await utimes(path, now / 1_000, now / 1_000);
    };
    await backUp(monday);
    await backUp(monday + DAY / 2);
    const onTheFirstDay = backupsIn(files.path).length;
    for (let day = 1; day < 10; day++) await backUp(monday + day * DAY);
    const left = backupsIn(files.path).map(({ madeAt }) => (madeAt - monday) / DAY);
    expect([onTheFirstDay, left]).toEqual([1, [9, 8, 7, 6, 5, 0]]);
    expect(await readdir(join(files.path, "backups"))).toHaveLength(6);
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
