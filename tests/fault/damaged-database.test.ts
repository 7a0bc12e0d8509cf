/** A database that is damaged when Regdesk starts: it is set aside, a fresh one is begun, and a backup can be restored. */
import { readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { backUpDaily } from "#electron/store/backups.ts";
import { openDatabase } from "#electron/store/database.ts";
import { provide, request, values } from "#tests/support/http.ts";
import { regdesk, servingRegdesk } from "#tests/support/regdesk-process.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";
import { allRequests, conditionOf } from "./technician.ts";

const PAGE = 4_096;

/** Each leaves a file that SQLite, or Regdesk, cannot make sense of. */
const DAMAGE: readonly (readonly [what: string, damage: (path: string) => Promise<void>])[] = [
  ["garbage", (path) => writeFile(path, "This is not the database you are looking for.".repeat(1_000))],
  ["cut in half", async (path) => truncate(path, PAGE * Math.floor((await readFile(path)).length / PAGE / 2))],
  ["overwritten but for its first page", (path) => changed(path, (bytes) => bytes.fill(0xa5, PAGE))],
  ["zeros, as a power failure leaves them", (path) => changed(path, (bytes) => bytes.fill(0))],
  ["wrong in a bit of a request", (path) => changed(path, (bytes) => replace(bytes, '{"id":"1"', '{"id";"1"'))],
  ["wrong in a bit of a register's value", (path) => changed(path, (bytes) => replace(bytes, "[20,30]", "[20<30]"))],
];

describe("A database that is damaged when Regdesk starts", () => {
  test.each(DAMAGE)("is set aside, and Regdesk serves with an empty one: %s", async (_what, damage) => {
    await using directory = await aUsedDirectory();
    const path = join(directory.path, "regdesk.db");
    await damage(path);
    const damaged = await readFile(path);

    await using host = await servingRegdesk(directory.path, "--log-level", "silent");
    await provide(host.url, { "boiler.setpoint": 22 });
    await request(host.url, { "boiler.setpoint": 23 });
    expect(await values(host.url, "/consumer")).toEqual({ "boiler.setpoint": 22 });
    const aside = (await readdir(directory.path)).filter((name) => /^regdesk\.damaged-.*\.db$/.test(name));
    expect(aside).toHaveLength(1);
    expect(damaged.equals(await readFile(join(directory.path, aside[0]!)))).toBe(true);
    const message = `The database was damaged. It was set aside as ${join(directory.path, aside[0]!)}, and an empty one was started. There is no backup yet.`;
    expect(await conditionOf(directory.path, "Intact")).toMatchObject({
      status: false,
      reason: "database-damaged",
      message,
    });
    expect(await conditionOf(directory.path, "Storing")).toMatchObject({ status: true });
  });

  test(
    "can be replaced by a backup, which brings back what was acknowledged before it",
    { timeout: 60_000 },
    async () => {
      await using directory = await aUsedDirectory();
      const dataDir = ["--data-dir", directory.path];
      await backUp(directory.path);
      await writeFile(join(directory.path, "regdesk.db"), "garbage");
      const [backup] = JSON.parse((await regdesk("backups", "--json", ...dataDir)).stdout) as {
        path: string;
        madeAt: string;
      }[];
      {
        await using host = await servingRegdesk(directory.path, "--log-level", "silent");
        const { message = "" } = (await conditionOf(directory.path, "Intact")) ?? {};
        expect(message).toMatch(/To go back to the backup of .+Z, stop Regdesk and run `regdesk restore`\.$/);
        expect(message).toContain(backup!.madeAt);
        expect(await regdesk("restore", ...dataDir)).toMatchObject({
          code: 1,
          stderr: expect.stringContaining("stop Regdesk first") as string,
        });
        await host.stop("SIGTERM");
      }
      expect(await regdesk("restore", ...dataDir)).toMatchObject({ code: 0, stderr: "" });

      await using host = await servingRegdesk(directory.path);
      expect(await conditionOf(directory.path, "Intact")).toBeUndefined();
      expect(await allRequests(directory.path)).toMatchObject([{ id: "1", state: "pending", value: "21" }]);
      expect(await values(host.url, "/consumer")).toEqual({ "boiler.limits": [20, 30] });
    },
  );

  test("that is gone altogether is no damage", async () => {
    await using directory = await aUsedDirectory();
    await rm(join(directory.path, "regdesk.db"));
    await using host = await servingRegdesk(directory.path);
    expect(await values(host.url, "/consumer")).toEqual({});
    expect(await conditionOf(directory.path, "Intact")).toBeUndefined();
  });
});

/** A data directory whose host has stored a register and a request, and has stopped. */
async function aUsedDirectory() {
  const directory = await temporaryDirectory();
  await using host = await servingRegdesk(directory.path);
  await provide(host.url, { "boiler.limits": [20, 30] }, "10m");
  await request(host.url, { "boiler.setpoint": 21 });
  await host.stop("SIGTERM");
  return directory;
}

/** What Regdesk does by itself once a day. */
async function backUp(dataDirectory: string): Promise<void> {
  const database = openDatabase(join(dataDirectory, "regdesk.db"));
  await backUpDaily(database, dataDirectory, { now: Date.now(), kept: 7 });
  database.close();
}

async function changed(path: string, change: (bytes: Buffer) => void): Promise<void> {
  const bytes = await readFile(path);
  change(bytes);
  await writeFile(path, bytes);
}

function replace(bytes: Buffer, text: string, by: string): void {
  const at = bytes.indexOf(text);
  expect(at).toBeGreaterThan(0);
  bytes.write(by, at);
}
