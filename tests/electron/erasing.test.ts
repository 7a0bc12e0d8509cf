/** Everything of Regdesk's goes, nothing of anybody else's does, and whenever the machine dies the next start does the rest. */
import { cp, mkdir, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { rmSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { Audit } from "#electron/audit/audit.ts";
import { applyStagedErase, eraseBeforeDesktop } from "#electron/erasing.ts";
import { resumeErased } from "#electron/resume-erased.ts";
import { copyDatabase } from "#electron/store/backup-file.ts";
import { backupPath } from "#electron/store/backups.ts";
import { tryLock } from "#electron/store/data-directory-lock.ts";
import { openDatabase } from "#electron/store/database.ts";
import { setAside } from "#electron/store/set-aside.ts";
import { cancelErase, erasedIn, eraseStagedIn, stageErase } from "#electron/store/staged-erase.ts";
import { applyStagedRestore, stagedIn, stageRestore } from "#electron/store/staged-restore.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { Activity } from "#shared/model/activity.ts";
import { keepEarlier } from "#tests/support/earlier-history.ts";
import { FakeClock, NOON } from "#tests/support/fake-clock.ts";
import { put, request, values } from "#tests/support/http.ts";
import { firstOf } from "#tests/support/first-of.ts";
import { runningHost } from "#tests/support/running-host.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

const WISH = { by: "anna (test)", at: NOON };
/** Each beside something of Regdesk's that is called nearly so. */
const FOREIGN = [
  ...["letter.txt", "regdesk.db.bak", "regdesk.copy.db", "history.csv", "backups/letter.txt", "backups/old.db"],
  ...[
    "recordings/notes.jsonl",
    "sources/plant.token",
    "sources/.draft.yaml",
    "logs/regdesk.log.txt",
    "more/regdesk.db",
  ],
];

describe("Erasing everything", () => {
  test("takes away what Regdesk made, and leaves what somebody else did", async () => {
    await using files = await aUsedDirectory();
    stageErase(files.path, WISH);
    expect(applyStagedErase(files.path)).toEqual(WISH);
    expect(await everythingIn(files.path)).toEqual(["erased.json", "host.lock", ...FOREIGN].sort());
  });

  test("leaves no folder of Regdesk's that is empty, and no file beside the lock and the note", async () => {
    await using files = await aUsedDirectory();
    for (const name of FOREIGN) await rm(join(files.path, name));
    await rm(join(files.path, "more"), { recursive: true });
    stageErase(files.path, WISH);
    applyStagedErase(files.path);
    expect((await readdir(files.path)).sort()).toEqual(["erased.json", "host.lock"]);
  });

  test("does nothing that nobody wished, or that was thought better of", async () => {
    await using files = await aUsedDirectory();
    await rm(join(files.path, "erase.json.draft"));
    const before = await everythingIn(files.path);
    expect(applyStagedErase(files.path)).toBeUndefined();
    stageErase(files.path, WISH);
    cancelErase(files.path);
    expect([eraseStagedIn(files.path), applyStagedErase(files.path)]).toEqual([undefined, undefined]);
    expect(await everythingIn(files.path)).toEqual(before);
  });

  test.each(["regdesk.db", "history.db", "window", "secrets.json"])(
    "that cannot remove %s says so, removes all else, and is ended by the next start",
    async (stuck) => {
      await using files = await aUsedDirectory();
      stageErase(files.path, WISH);
      const failing = (path: string): void => {
        if (basename(path) === stuck) throw Object.assign(new Error(`EBUSY: ${path}`), { code: "EBUSY" });
        rmSync(path, { recursive: true, force: true });
      };
      expect(() => applyStagedErase(files.path, failing)).toThrow(
        expect.objectContaining({
          code: "DATA_DIRECTORY_UNUSABLE",
          message: expect.stringContaining(`all is but ${stuck}: `) as string,
        }),
      );
      const left = (await everythingIn(files.path)).filter((path) => !FOREIGN.includes(path));
      expect([...new Set(left.map((path) => path.split("/")[0]))].sort()).toEqual(
        ["erase.json", "host.lock", stuck].sort(),
      );
      expect(applyStagedErase(files.path)).toEqual(WISH);
      expect(await everythingIn(files.path)).toEqual(["erased.json", "host.lock", ...FOREIGN].sort());
    },
  );

  test("takes nothing away a second time while the audit does not know of it yet", async () => {
    await using files = await aUsedDirectory();
    stageErase(files.path, WISH);
    applyStagedErase(files.path);
    openDatabase(join(files.path, "regdesk.db")).close();
    expect(applyStagedErase(files.path)).toEqual(WISH);
    expect(await readdir(files.path)).toContain("regdesk.db");
  });

  test("of a link takes the link away, and not what it leads to", async () => {
    await using files = await aUsedDirectory();
    await using elsewhere = await temporaryDirectory();
    await writeFile(join(elsewhere.path, "kept.txt"), "kept");
    await rm(join(files.path, "window"), { recursive: true });
    await symlink(elsewhere.path, join(files.path, "window"));
    stageErase(files.path, WISH);
    applyStagedErase(files.path);
    expect([await readdir(files.path), await readdir(elsewhere.path)]).toEqual([
      expect.not.arrayContaining(["window"]) as string[],
      ["kept.txt"],
    ]);
  });

  test("before the desktop opens its files waits where another Regdesk holds the directory", async () => {
    await using files = await aUsedDirectory();
    stageErase(files.path, WISH);
    {
      using _held = tryLock(files.path) as Disposable;
      eraseBeforeDesktop(files.path);
      expect([eraseStagedIn(files.path), await readdir(files.path)]).toEqual([
        WISH,
        expect.arrayContaining(["regdesk.db", "window"]) as string[],
      ]);
    }
    eraseBeforeDesktop(files.path);
    expect([erasedIn(files.path), await readdir(files.path)]).toEqual([
      WISH,
      expect.not.arrayContaining(["regdesk.db", "window", "erase.json"]) as string[],
    ]);
  });

  test("that cannot be written down is refused, and nothing is staged", () => {
    expect(() => stageErase("/nowhere/at/all", WISH)).toThrow(expect.objectContaining({ code: "STORE_UNAVAILABLE" }));
    expect(eraseStagedIn("/nowhere/at/all")).toBeUndefined();
  });
});

describe("Of a restore and erasing everything", () => {
  test("the restore counts when it was wished later; a backup that cannot be used takes nothing back", async () => {
    await using files = await aUsedDirectory();
    stageErase(files.path, WISH);
    const gone = { ...WISH, backup: join(files.path, "gone.db") };
    expect(() => stageRestore(files.path, gone)).toThrow(expect.objectContaining({ code: "STORE_UNAVAILABLE" }));
    expect(eraseStagedIn(files.path)).toEqual(WISH);
    stageRestore(files.path, { ...WISH, backup: files.backup });
    expect([eraseStagedIn(files.path), stagedIn(files.path)]).toEqual([undefined, expect.objectContaining(WISH)]);
  });

  test("erasing counts when the machine died before the restore was taken back", async () => {
    await using files = await aUsedDirectory();
    stageRestore(files.path, { ...WISH, backup: files.backup });
    stageErase(files.path, WISH);
    expect(applyStagedErase(files.path)).toEqual(WISH);
    expect([applyStagedRestore(files.path), await everythingIn(files.path)]).toEqual([
      undefined,
      ["erased.json", "host.lock", ...FOREIGN].sort(),
    ]);
  });
});

test("What was erased is told as soon as it can be stored, and then forgotten", async () => {
  await using files = await aUsedDirectory();
  stageErase(files.path, WISH);
  const erased = applyStagedErase(files.path)!;
  const [clock, told] = [new FakeClock(), [] as Activity[]];
  let isFull = true;
  const audit = new Audit({
    append: ({ activity }) => {
      if (isFull) return Promise.reject(new RegdeskError("STORE_UNAVAILABLE", "full"));
      told.push(...activity);
      return Promise.resolve([]);
    },
  });
  using _resumed = await resumeErased(erased, { audit, clock, dataDirectory: files.path });
  const before = [told.length, erasedIn(files.path)];
  isFull = false;
  await clock.advance(5_000);
  expect([before, told, erasedIn(files.path)]).toEqual([
    [0, WISH],
    [{ kind: "erased", by: WISH.by, askedAt: NOON, at: NOON + 5_000 }],
    undefined,
  ]);
});

test("A host that was asked to erases everything with its next start, which is a first run", async () => {
  await using running = await runningHost();
  const { client, dataDirectory } = running;
  await put(running.url, "/provider", { registers: { "boiler.temp": { value: 21, ttl: "10m" } } });
  await request(running.url, { "boiler.setpoint": 21 });
  await client.preferences.update({ introduced: true });
  await client.recordings.start();
  await client.recordings.stop();
  const { name } = await client.backups.make();
  await client.backups.restore({ name });
  await client.backups.erase();
  const staged = await firstOf(await client.backups.watch());
  expect([staged.staged, staged.stagedErase]).toEqual([undefined, expect.objectContaining({ by: "anna (test)" })]);
  await client.backups.restore({ name });
  expect((await firstOf(await client.backups.watch())).stagedErase).toBeUndefined();
  await client.backups.erase();
  await client.backups.cancelErase();
  expect(await firstOf(await client.backups.watch())).toMatchObject({ staged: undefined, stagedErase: undefined });
  await client.backups.erase();
  const asked = (await firstOf(await client.backups.watch())).stagedErase!;
  await using again = await running.restarted();
  expect(await values(again.url, "/consumer")).toEqual({});
  const { lines } = await again.client.activity.page({});
  expect(lines.map(({ kind }) => kind)).toEqual(["host-started", "erased"]);
  expect(lines.at(-1)).toMatchObject({ id: 1, by: "anna (test)", askedAt: asked.at });
  const { backups, stagedErase } = await firstOf(await again.client.backups.watch());
  expect([backups, stagedErase, (await firstOf(await again.client.preferences.watch())).introduced]).toEqual([
    [],
    undefined,
    false,
  ]);
  expect(await readdir(dataDirectory)).not.toEqual(expect.arrayContaining(["erased.json"]));
  expect(await readdir(dataDirectory)).not.toContain("recordings");
});

/** A directory with everything that Regdesk may ever leave there, made by the rooms that make it where that is cheap, and
 *  with files of others. */
async function aUsedDirectory() {
  const directory = await temporaryDirectory();
  const { path } = directory;
  const at = (name: string): string => join(path, name);
  (tryLock(path) as Disposable)[Symbol.dispose]();
  for (const folder of ["backups", "recordings", "sources", "logs", "uploads", "window/Cache", "more"]) {
    await mkdir(at(folder), { recursive: true });
  }
  openDatabase(at("regdesk.db")).close();
  keepEarlier(path, [["boiler.temp", NOON, 21]], NOON + 1_000);
  const backup = backupPath(path, "daily", NOON);
  await copyDatabase(at("regdesk.db"), backup, undefined);
  await copyDatabase(at("regdesk.db"), backupPath(path, "by-hand", NOON, { withHistory: true }), {
    path: at("history.db"),
  });
  for (const name of ["regdesk.db", "history.db"]) {
    await cp(at(name), at(`kept-${name}`));
    setAside(at(name), NOON);
    await cp(at(`kept-${name}`), at(name));
    await rm(at(`kept-${name}`));
  }
  stageRestore(path, { ...WISH, backup: backupPath(path, "by-hand", NOON, { withHistory: true }) });
  applyStagedRestore(path);
  const made = [
    ...[
      "regdesk.db-wal",
      "regdesk.db-shm",
      "restore.json.draft",
      "erase.json.draft",
      "secrets.json",
      "secrets.json.new",
    ],
    ...["control.sock", "backups/unfinished.db", "backups/unfinished-command.db-journal", "backups/brought-1.db"],
    ...["recordings/recording-2026-11-20T12-00-00-000Z.jsonl", "sources/plant.yaml", "logs/regdesk.log"],
    ...["logs/regdesk.log.1", "uploads/0f", "window/bounds.json", "window/Cache/0"],
  ];
  for (const name of [...made, ...FOREIGN]) await writeFile(at(name), name);
  return { path, backup, [Symbol.asyncDispose]: () => directory[Symbol.asyncDispose]() };
}

/** Every file, however deep, in the order of their names. */
async function everythingIn(path: string): Promise<string[]> {
  const found = await readdir(path, { recursive: true, withFileTypes: true });
  return found
    .filter((each) => !each.isDirectory())
    .map((each) => join(each.parentPath, each.name).slice(path.length + 1))
    .sort();
}
