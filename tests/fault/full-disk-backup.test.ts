/** A backup with the history may be larger than what is left of the disk, and must not take the last of it. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Audit } from "#electron/audit/audit.ts";
import { BackupKeeper } from "#electron/backup-keeper.ts";
import { copyDatabase } from "#electron/store/backup-file.ts";
import { openDatabase } from "#electron/store/database.ts";
import { Uploads } from "#electron/uploads.ts";
import { keepEarlier } from "#tests/support/earlier-history.ts";
import { FakeClock, NOON } from "#tests/support/fake-clock.ts";
import { smallDisk } from "./small-disk.ts";

const DISK_FULL = { code: "DISK_FULL", message: expect.stringMatching(/make room, or back up without it/) as string };

test("a backup with the history ends when the disk runs full, is not begun on a full one, and is made when there is room", async (test) => {
  await using disk = await smallDisk(test, 96);
  const moments = Array.from({ length: 5_000 }, (_, index) => [`register.${index}`, NOON, index] as const);
  keepEarlier(disk.path, moments, NOON + 1_000);
  const [database, history] = ["regdesk.db", "history.db"].map((name) => join(disk.path, name)) as [string, string];
  openDatabase(database).close();
  let pieces = 0;
  const onPiece = (): void => {
    pieces += 1;
    disk.fill();
  };
  await expect(copyDatabase(database, join(disk.path, "copy.db"), { path: history, onPiece })).rejects.toMatchObject(
    DISK_FULL,
  );
  expect(pieces).toBe(1);

  const audit = new Audit({ append: () => Promise.resolve([]) });
  const uploads = new Uploads(disk.path);
  const keeper = new BackupKeeper({ dataDirectory: disk.path, clock: new FakeClock(), audit, uploads });
  await expect(keeper.make("anna", { withHistory: true })).rejects.toMatchObject(DISK_FULL);
  expect(await readdir(join(disk.path, "backups"))).toEqual([]);
  await disk.makeRoom();
  expect(await keeper.make("anna", { withHistory: true })).toMatchObject({ withHistory: true });
});
