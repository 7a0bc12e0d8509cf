import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { Audit } from "#electron/audit/audit.ts";
import { BackupKeeper } from "#electron/backup-keeper.ts";
import { openDatabase } from "#electron/store/database.ts";
import { openHistory } from "#electron/store/history/history-database.ts";
import { Uploads } from "#electron/uploads.ts";
import type { BackupProgress } from "#shared/model/backup.ts";
import { named } from "#tests/support/builders.ts";
import { keepEarlier } from "#tests/support/earlier-history.ts";
import { FakeClock, NOON } from "#tests/support/fake-clock.ts";
import { put, request, values } from "#tests/support/http.ts";
import { runningHost, type RunningHost } from "#tests/support/running-host.ts";
import { firstOf } from "#tests/support/first-of.ts";
import { storedRegisters } from "#tests/support/stored-registers.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";
import { downloaded, uploaded } from "#tests/support/upload.ts";

describe("A backup made by hand", () => {
  test("holds what was stored, is read through, and is in the list and in the audit", async () => {
    await using running = await aUsedHost();
    const made = await running.client.backups.make();
    const { then } = await running.client.backups.preview({ name: made.name });
    expect([made.kind, then]).toEqual([
      "by-hand",
      expect.objectContaining({ registers: 2, changeRequests: 1, bytes: made.bytes }),
    ]);
    expect((await backupsOf(running)).map(({ name }) => name)).toEqual([made.name]);
    await expect.poll(() => kinds(running)).toContain("backup-made");
  });

  test("is one file that needs nothing beside it", async () => {
    await using running = await aUsedHost();
    const { name } = await running.client.backups.make();
    expect(await readdir(join(running.dataDirectory, "backups"))).toEqual([name]);
    const bytes = await readFile(join(running.dataDirectory, "backups", name));
    expect([...bytes.subarray(18, 20)]).toEqual([1, 1]); // the header's file format: 2 would be a write-ahead log
  });

  test("arrives whole at the window, piece by piece, and comes back the same way", async () => {
    await using running = await aUsedHost();
    const { name } = await running.client.backups.make();
    const file = await downloaded(running.client.backups.read, name);
    expect(file.equals(await readFile(join(running.dataDirectory, "backups", name)))).toBe(true);
    const brought = await running.client.backups.bring({ upload: await uploaded(running.client, file, 10_000) });
    expect([brought.kind, brought.bytes]).toEqual(["brought", file.length]);
  });

  test("can be deleted, and is then gone", async () => {
    await using running = await aUsedHost();
    const { name } = await running.client.backups.make();
    await running.client.backups.remove({ name });
    expect(await backupsOf(running)).toEqual([]);
    await expect(running.client.backups.preview({ name })).rejects.toMatchObject({ code: "BACKUP_NOT_FOUND" });
  });

  test("is never a file outside of the folder", async () => {
    await using running = await aUsedHost();
    for (const name of ["../regdesk.db", "/etc/passwd"]) {
      await expect(running.client.backups.read({ name, offset: 0 })).rejects.toMatchObject({ code: "BAD_REQUEST" });
    }
    await expect(running.client.backups.read({ name: "regdesk.db", offset: 0 })).rejects.toMatchObject({
      code: "BACKUP_NOT_FOUND",
    });
  });
});

describe("A file that is brought", () => {
  test.each([
    ["text", "these are no registers", "BACKUP_INVALID", /This file is no backup that can be used/],
    ["nothing", "", "BACKUP_INVALID", /This file is no backup/],
  ])("and is %s is refused with a sentence", async (_what, text, code, sentence) => {
    await using running = await aUsedHost();
    const upload = await uploaded(running.client, text);
    await expect(running.client.backups.bring({ upload })).rejects.toMatchObject({
      code,
      message: expect.stringMatching(sentence) as string,
    });
    expect(await readdir(join(running.dataDirectory, "backups"))).toEqual([]);
  });

  test("and was made by a newer Regdesk says to install that", async () => {
    await using running = await aUsedHost();
    const { name } = await running.client.backups.make();
    const path = join(running.dataDirectory, "backups", name);
    const newer = openDatabase(path);
    newer.pragma("user_version = 99");
    newer.pragma("journal_mode = DELETE");
    newer.close();
    const upload = await uploaded(running.client, await readFile(path));
    await expect(running.client.backups.bring({ upload })).rejects.toMatchObject({ code: "DATABASE_TOO_NEW" });
  });

  test("and is damaged inside is refused", async () => {
    await using running = await aUsedHost();
    const { name } = await running.client.backups.make();
    const bytes = await readFile(join(running.dataDirectory, "backups", name));
    bytes.fill(0xff, 4_096, 8_192);
    const upload = await uploaded(running.client, bytes);
    await expect(running.client.backups.bring({ upload })).rejects.toMatchObject({ code: "BACKUP_INVALID" });
  });

  test("and is larger than was said at first is refused", async () => {
    await using running = await runningHost();
    const { upload } = await running.client.uploads.begin({ size: 4 });
    await running.client.uploads.append({ upload, offset: 0, data: "AAAA" });
    await expect(running.client.uploads.append({ upload, offset: 3, data: "AAAA" })).rejects.toMatchObject({
      code: "UPLOAD_NOT_FOUND",
    });
  });

  test("and of which a piece comes twice at once takes it once", async () => {
    await using running = await runningHost();
    const { upload } = await running.client.uploads.begin({ size: 100 });
    const sent = [1, 2].map(() => running.client.uploads.append({ upload, offset: 0, data: "AAAA" }));
    const outcomes = await Promise.allSettled(sent);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("in pieces that do not follow each other is refused", async () => {
    await using running = await runningHost();
    const { upload } = await running.client.uploads.begin({ size: 10 });
    await running.client.uploads.append({ upload, offset: 0, data: "AAAA" });
    await expect(running.client.uploads.append({ upload, offset: 0, data: "AAAA" })).rejects.toMatchObject({
      code: "UPLOAD_NOT_FOUND",
    });
  });
});

describe("Going back to a backup", () => {
  test("happens at the next start; the database of now is kept aside, and the audit says so", async () => {
    await using running = await aUsedHost();
    const { name } = await running.client.backups.make();
    await put(running.url, "/provider", { registers: { later: { value: 1, ttl: "10m" } } });
    await running.client.backups.restore({ name });
    const { staged } = await stateOf(running);
    expect(await values(running.url, "/consumer")).toMatchObject({ later: 1 });
    await using restored = await running.restarted();
    expect(await values(restored.url, "/consumer")).toEqual({ "boiler.temp": 21, "boiler.limits": [20, 30] });
    const files = await readdir(running.dataDirectory);
    expect(files.filter((file) => file.includes("restore"))).toEqual([staged!.setAside.split("/").at(-1)]);
    await expect
      .poll(() => activity(restored))
      .toContainEqual(expect.objectContaining({ kind: "restored", by: "anna (test)", setAside: staged!.setAside }));
    const aside = openDatabase(staged!.setAside);
    expect(aside.prepare("SELECT count(*) AS count FROM registers WHERE name = 'later'").get()).toEqual({ count: 1 });
    aside.close();
  });

  test("can be thought better of until then", async () => {
    await using running = await aUsedHost();
    const { name } = await running.client.backups.make();
    await put(running.url, "/provider", { registers: { later: { value: 1, ttl: "10m" } } });
    await running.client.backups.restore({ name });
    await running.client.backups.cancelRestore();
    expect((await stateOf(running)).staged).toBeUndefined();
    await using restarted = await running.restarted();
    expect(await values(restarted.url, "/consumer")).toMatchObject({ later: 1 });
  });

  test("says before what was then, and what is now", async () => {
    await using running = await aUsedHost();
    const { name } = await running.client.backups.make();
    await request(running.url, { "boiler.limits": 5 });
    const { then, now } = await running.client.backups.preview({ name });
    expect([then.changeRequests, now?.changeRequests]).toEqual([1, 2]);
  });
});

describe("A backup with the history", () => {
  test("says from when to when it reaches, and comes back on another laptop with the next start", async () => {
    await using running = await aUsedHost();
    await expect.poll(() => pastOf(running)).toEqual(["21"]);
    const made = await running.client.backups.make({ withHistory: true });
    expect(made).toMatchObject({ kind: "by-hand", withHistory: true });
    const { then, now } = await running.client.backups.preview({ name: made.name });
    expect([then.history?.toAt, then.history?.bytes, now?.history?.fromAt]).toEqual([
      expect.any(Number),
      expect.any(Number),
      then.history?.fromAt,
    ]);
    const file = await downloaded(running.client.backups.read, made.name);

    await using other = await runningHost();
    const brought = await other.client.backups.bring({ upload: await uploaded(other.client, file, 100_000) });
    expect(brought).toMatchObject({ kind: "brought", withHistory: true, bytes: file.length });
    await other.client.backups.restore({ name: brought.name });
    const { staged } = await stateOf(other);
    expect(await pastOf(other)).toEqual([]);
    await using restored = await other.restarted();
    expect([await pastOf(restored), await values(restored.url, "/consumer")]).toEqual([
      ["21"],
      { "boiler.temp": 21, "boiler.limits": [20, 30] },
    ]);
    const files = await readdir(restored.dataDirectory);
    expect(files).toContain(basename(staged!.setAside));
    expect(files.filter((name) => name.startsWith("restore"))).toEqual([]);
    expect(files).toContain(basename(staged!.historySetAside!));
    await expect
      .poll(() => activity(restored))
      .toContainEqual(expect.objectContaining({ kind: "restored", historySetAside: staged!.historySetAside }));
  });

  test("leaves the history of now when only the database is wanted, and is none when none is asked for", async () => {
    await using running = await aUsedHost();
    await expect.poll(() => pastOf(running)).toEqual(["21"]);
    const { name } = await running.client.backups.make({ withHistory: true });
    expect(await running.client.backups.make()).toMatchObject({ withHistory: false });
    await put(running.url, "/provider", { registers: { "boiler.temp": { value: 22, ttl: "10m" } } });
    await expect.poll(() => pastOf(running)).toEqual(["22", "21"]);
    await running.client.backups.restore({ name, withHistory: false });
    expect((await stateOf(running)).staged).not.toHaveProperty("historySetAside");
    await using restored = await running.restarted();
    expect(await pastOf(restored)).toEqual(["22", "21"]);
    expect(await values(restored.url, "/consumer")).toMatchObject({ "boiler.temp": 21 });
  });

  test("tells how far it is, can be stopped, and leaves nothing then: no file, and no lock on the history", async () => {
    await using directory = await temporaryDirectory();
    const moments = Array.from({ length: 20_000 }, (_, index) => [`register.${index}`, NOON, index] as const);
    keepEarlier(directory.path, moments, NOON + 1_000);
    const database = openDatabase(join(directory.path, "regdesk.db"));
    database.close();
    const keeper = aKeeper(directory.path);
    const told: BackupProgress[] = [];
    const stopListening = keeper.listen(() => {
      const { progress } = keeper.state;
      if (progress === undefined) return;
      told.push(progress);
      keeper.stop();
    });
    await expect(keeper.make("anna", { withHistory: true })).rejects.toMatchObject({ code: "BACKUP_STOPPED" });
    expect(told[0]).toMatchObject({ kind: "make", all: expect.any(Number) as number });
    expect(told[0]!.done).toBeLessThan(told[0]!.all);
    expect(await readdir(join(directory.path, "backups"))).toEqual([]);
    expect(keeper.state.progress).toBeUndefined();
    const history = openHistory(join(directory.path, "history.db"));
    history.exec("INSERT INTO registers (name) VALUES ('after')");
    expect(history.pragma("wal_checkpoint(TRUNCATE)")).toEqual([{ busy: 0, log: 0, checkpointed: 0 }]);
    history.close();
    stopListening();
    expect(await keeper.make("anna", { withHistory: true })).toMatchObject({ withHistory: true });
  });

  test("that a killed host left half done is gone with the next start", async () => {
    await using directory = await temporaryDirectory();
    await mkdir(join(directory.path, "backups"));
    for (const name of ["unfinished-by-hand.db", "unfinished-by-hand.db-journal", "unfinished-brought.db"]) {
      await writeFile(join(directory.path, "backups", name), "half");
    }
    aKeeper(directory.path);
    expect(await readdir(join(directory.path, "backups"))).toEqual([]);
  });
});

function aKeeper(dataDirectory: string): BackupKeeper {
  const audit = new Audit({ append: () => Promise.resolve([]) });
  return new BackupKeeper({ dataDirectory, clock: new FakeClock(), audit, uploads: new Uploads(dataDirectory) });
}

/** The stored values of one register, newest first. */
async function pastOf({ client }: RunningHost): Promise<unknown[]> {
  const { changes } = await client.history.changes({ register: named("boiler.temp") });
  return changes.map(({ value }) => value).filter((value) => value !== undefined);
}

test("Uploads that were never finished are gone after a restart", async () => {
  await using running = await runningHost();
  await mkdir(join(running.dataDirectory, "uploads"), { recursive: true });
  await writeFile(join(running.dataDirectory, "uploads", "left"), "x");
  await using restarted = await running.restarted();
  expect(await readdir(restarted.dataDirectory)).not.toContain("uploads");
});

async function aUsedHost(): Promise<RunningHost> {
  const running = await runningHost();
  const registers = { "boiler.temp": { value: 21, ttl: "10m" }, "boiler.limits": { value: [20, 30], ttl: "10m" } };
  await put(running.url, "/provider", { registers });
  await request(running.url, { "boiler.setpoint": 21 });
  await expect.poll(() => Object.keys(storedRegisters(running.dataDirectory))).toHaveLength(2);
  return running;
}

async function stateOf({ client }: RunningHost) {
  return firstOf(await client.backups.watch());
}

async function backupsOf(running: RunningHost) {
  return (await stateOf(running)).backups;
}

async function activity({ client }: RunningHost) {
  return (await firstOf(await client.activity.watch())).activity;
}

async function kinds(running: RunningHost): Promise<string[]> {
  return (await activity(running)).map(({ kind }) => kind);
}
