/** Whenever the machine dies, the next start finds the old database or the new one, whole. */
import { copyFile, cp, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { copyDatabase } from "#electron/store/backup-file.ts";
import { openDatabase } from "#electron/store/database.ts";
import { openHistory } from "#electron/store/history/history-database.ts";
import { loadRegisters, registersTable } from "#electron/store/registers-table.ts";
import { applyStagedRestore, cancelRestore, stagedIn, stageRestore } from "#electron/store/staged-restore.ts";
import type { StagedRestore } from "#shared/model/backup.ts";
import { aRegister } from "#tests/support/builders.ts";
import { keepEarlier } from "#tests/support/earlier-history.ts";
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

describe("A restore with the history", () => {
  test("puts both in their places, and what was there aside", async () => {
    await using files = await someFilesWithHistory();
    const staged = stageRestore(files.path, files.wish);
    applyStagedRestore(files.path);
    expect(everywhere(files, staged)).toEqual({
      now: ["old", "then"],
      aside: ["new", "now"],
    });
  });

  test.each([
    ["nothing was moved yet", []],
    ["the database was moved", ["regdesk.db"]],
    ["the backup had the database's place", ["regdesk.db", "restore.db"]],
    ["the history was moved, too", ["regdesk.db", "restore.db", "history.db"]],
    ["all of it was moved", ["regdesk.db", "restore.db", "history.db", "restore-history.db"]],
  ])("that was cut off when %s is ended by the next start", async (_when, moved) => {
    await using files = await someFilesWithHistory();
    const staged = stageRestore(files.path, files.wish);
    const places: Readonly<Record<string, string>> = {
      "regdesk.db": staged.setAside,
      "restore.db": files.database,
      "history.db": staged.historySetAside!,
      "restore-history.db": files.history,
    };
    for (const name of moved) {
      for (const suffix of ["", "-wal", "-shm"]) {
        await rename(join(files.path, name + suffix), places[name]! + suffix).catch(() => undefined);
      }
    }
    applyStagedRestore(files.path);
    expect(everywhere(files, staged)).toEqual({ now: ["old", "then"], aside: ["new", "now"] });
  });

  test("leaves the history of now where that is wished, or where the backup has none", async () => {
    await using files = await someFilesWithHistory();
    const small = join(files.path, "small.db");
    add(small, "small");
    for (const wish of [
      { ...files.wish, withoutHistory: true },
      { ...files.wish, backup: small },
    ]) {
      const staged = stageRestore(files.path, wish);
      expect([staged.historySetAside, await leftOver(files.path)]).toEqual([undefined, ["restore.db", "restore.json"]]);
      expect(applyStagedRestore(files.path)).toEqual(staged);
      expect(registersOfHistory(files.history)).toEqual(["now"]);
    }
  });

  test("that was thought better of, or cut off before it counted, leaves nothing", async () => {
    await using files = await someFilesWithHistory();
    stageRestore(files.path, files.wish);
    cancelRestore(files.path);
    const cancelled = await leftOver(files.path);
    stageRestore(files.path, files.wish);
    await rm(join(files.path, "restore.json"));
    applyStagedRestore(files.path);
    expect([cancelled, await leftOver(files.path), registersOfHistory(files.history)]).toEqual([[], [], ["now"]]);
  });
});

function everywhere(files: { readonly database: string; readonly history: string }, staged: StagedRestore) {
  return {
    now: [...namesIn(files.database), ...registersOfHistory(files.history)],
    aside: [...namesIn(staged.setAside), ...registersOfHistory(staged.historySetAside!)],
  };
}

/** The same, and a history that knows `now`; in the one in the backup there is `then`. */
async function someFilesWithHistory() {
  const files = await someFiles();
  const history = join(files.path, "history.db");
  keepEarlier(files.path, [["then", NOON, 1]], NOON + 1_000);
  const backup = join(files.path, "with-history.db");
  await copyDatabase(files.wish.backup, backup, { path: history });
  await rm(history);
  keepEarlier(files.path, [["now", NOON, 2]], NOON + 1_000);
  return {
    ...{ path: files.path, database: files.database, history, wish: { ...files.wish, backup } },
    [Symbol.asyncDispose]: () => files[Symbol.asyncDispose](),
  };
}

function registersOfHistory(path: string): string[] {
  const database = openHistory(path);
  const names = database.prepare<[], string>("SELECT name FROM registers ORDER BY name").pluck().all();
  database.close();
  return names;
}

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
