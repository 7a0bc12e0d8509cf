/** Whenever the machine dies, the next start finds the old database or the new one, whole. */
import { copyFile, cp, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openDatabase } from "#electron/store/database.ts";
import { loadRegisters, registersTable } from "#electron/store/registers-table.ts";
import { applyStagedRestore, cancelRestore, stagedIn, stageRestore } from "#electron/store/staged-restore.ts";
import { aRegister } from "#tests/support/builders.ts";
import { NOON } from "#tests/support/fake-clock.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

describe("A restore", () => {
  test("puts the backup in the database's place, and the database with its journal aside", async () => {
    await using files = await someFiles();
    const staged = stageRestore(files.path, files.wish);
    expect(namesIn(files.database)).toEqual(["new"]);
    expect(applyStagedRestore(files.path)).toEqual(staged);
    expect([namesIn(files.database), namesIn(staged.setAside)]).toEqual([["old"], ["new"]]);
  });

  test("counts only once its note is written", async () => {
    await using files = await someFiles();
    stageRestore(files.path, files.wish);
    await rm(join(files.path, "restore.json"));
    expect(applyStagedRestore(files.path)).toBeUndefined();
    expect([namesIn(files.database), await leftOver(files.path)]).toEqual([["new"], []]);
  });

  test.each([
    ["nothing was moved yet", []],
    ["the database was moved", [""]],
    ["the database and its journal were moved", ["", "-wal"]],
    ["all of it was moved", ["", "-wal", "-shm"]],
  ])("that was cut off when %s is ended by the next start", async (_when, moved) => {
    await using files = await someFiles();
    const staged = stageRestore(files.path, files.wish);
    for (const suffix of moved) {
      await cp(files.database + suffix, staged.setAside + suffix).catch(() => undefined);
      await rm(files.database + suffix, { force: true });
    }
    applyStagedRestore(files.path);
    expect([namesIn(files.database), namesIn(staged.setAside)]).toEqual([["old"], ["new"]]);
  });

  test("that was cut off before the audit knew of it is told again, and changes nothing more", async () => {
    await using files = await someFiles();
    const staged = stageRestore(files.path, files.wish);
    applyStagedRestore(files.path);
    add(files.database, "after");
    expect(applyStagedRestore(files.path)).toEqual(staged);
    expect(namesIn(files.database)).toEqual(["after", "old"]);
  });

  test("whose backup cannot be copied is refused, and leaves nothing", async () => {
    await using files = await someFiles();
    const gone = { ...files.wish, backup: join(files.path, "gone.db") };
    expect(() => stageRestore(files.path, gone)).toThrow(expect.objectContaining({ code: "STORE_UNAVAILABLE" }));
    expect([stagedIn(files.path), await leftOver(files.path)]).toEqual([undefined, []]);
  });

  test("that was thought better of leaves nothing", async () => {
    await using files = await someFiles();
    stageRestore(files.path, files.wish);
    cancelRestore(files.path);
    expect([stagedIn(files.path), applyStagedRestore(files.path), await leftOver(files.path)]).toEqual([
      undefined,
      undefined,
      [],
    ]);
  });
});

async function leftOver(path: string): Promise<string[]> {
  return (await readdir(path)).filter((name) => name.startsWith("restore"));
}

/** A database that says `new` in its journal, and a backup that says `old`. */
async function someFiles() {
  const directory = await temporaryDirectory();
  const backup = join(directory.path, "backup.db");
  add(backup, "old");
  const database = join(directory.path, "regdesk.db");
  const crashed = join(directory.path, "crashed.db");
  const open = openDatabase(crashed);
  registersTable(open).save(aRegister({ name: "new" }));
  for (const suffix of ["", "-wal", "-shm"]) await copyFile(crashed + suffix, database + suffix);
  open.close();
  return {
    path: directory.path,
    database,
    wish: { backup, by: "anna (test)", at: NOON },
    [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose](),
  };
}

function add(path: string, name: string): void {
  const database = openDatabase(path);
  registersTable(database).save(aRegister({ name }));
  database.close();
}

function namesIn(path: string): string[] {
  const database = openDatabase(path);
  const names = loadRegisters(database).map(({ name }) => name);
  database.close();
  return names;
}
