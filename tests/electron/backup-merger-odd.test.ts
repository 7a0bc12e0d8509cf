/** Merging a backup that is odd, or at an odd time. */
import type Sqlite from "better-sqlite3";
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { firstOf } from "#tests/support/first-of.ts";
import { runningHost, type RunningHost } from "#tests/support/running-host.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";
import { uploaded } from "#tests/support/upload.ts";
import { aKept, anAlarmRule, aView, inWords, merged, schemaOf } from "./merge/backups.ts";

let here: RunningHost;

beforeAll(async () => {
  here = await runningHost();
});

afterAll(() => here[Symbol.asyncDispose]());

const allDevices = { kind: "all-devices" };

test("Two at once bring each thing once, and two of one name in a backup do not push each other aside", async () => {
  await using directory = await temporaryDirectory();
  const [twice, loud] = [anAlarmRule("twice", "Twice", allDevices), anAlarmRule("twice", "Loud", allDevices)];
  const path = await schemaOf(4, directory.path, (database) => {
    const add = database.prepare("INSERT INTO documents VALUES (?, ?)");
    add.run("fleetPolicy", JSON.stringify({ alarmRules: [twice, loud] }));
    add.run("preferences", JSON.stringify({ savedViews: [aView("Twins", "a"), aView("Twins", "b")] }));
  });
  const file = await readFile(path);
  const both = await Promise.all([merged(here, file), merged(here, file)]);
  // Whichever was read first came first.
  expect(both.map(({ parts }) => parts.map(inWords)).sort()).toEqual([
    [
      "adds alarm-rule Twice",
      "stays alarm-rule Loud (taken)",
      "adds saved-view Twins",
      "stays saved-view Twins (taken)",
    ],
    [
      ...["stays alarm-rule Twice (same)", "stays alarm-rule Loud (taken)"],
      ...["stays saved-view Twins (same)", "stays saved-view Twins (taken)"],
    ],
  ]);
});

test("What is not understood is named, and not taken for nothing", async () => {
  await using directory = await temporaryDirectory();
  const path = await schemaOf(4, directory.path, (database) => {
    database.prepare("INSERT INTO documents VALUES ('gatePolicy', '{\"rules\":5}')").run();
    database.prepare('INSERT INTO devices VALUES (7, \'{"alias":"Odd"}\')').run();
  });
  const { parts } = await merged(here, await readFile(path));
  expect(parts.map(inWords)).toEqual(["refused device d7 (unreadable)", "refused gate-rule  (unreadable)"]);
});

test.each([
  ["texts are damaged", (database: Sqlite.Database) => database.prepare("INSERT INTO devices VALUES (1, '{')").run()],
  ["tables are missing", (database: Sqlite.Database) => database.exec("DROP TABLE sources")],
])("A file whose %s is refused as such", async (_what, damage) => {
  await using directory = await temporaryDirectory();
  const path = await schemaOf(4, directory.path, damage);
  await expect(merged(here, await readFile(path))).rejects.toMatchObject({
    code: "BACKUP_INVALID",
    message: expect.stringMatching(/^This file is no backup that can be used/) as string,
  });
});

test("A stop in the middle says what came in and what did not, and the audit has the same numbers", async () => {
  await using directory = await temporaryDirectory();
  const path = await schemaOf(4, directory.path, (database) => {
    const add = database.prepare("INSERT INTO devices VALUES (?, ?)");
    for (let id = 1; id <= 1_000; id++) add.run(id, JSON.stringify(aKept(id, `pump${id}`)));
  });
  await using stopped = await runningHost();
  const upload = await uploaded(stopped.client, await readFile(path));
  const merging = stopped.client.backups.merge({ upload, file: "copy.db" });
  await expect.poll(async () => (await stopped.client.fleet.list()).length, { interval: 1 }).toBeGreaterThan(0);
  await using again = await stopped.restarted();
  const { parts } = await merging;
  const [added, refused] = (["adds", "refused"] as const).map((outcome) =>
    parts.filter((part) => part.outcome === outcome),
  );
  expect(refused!.length).toBeGreaterThan(0);
  expect(refused![0]!.refusal).toMatchObject({ code: "BACKUP_STOPPED" });
  expect([added!.length + refused!.length, (await again.client.fleet.list()).length]).toEqual([1_000, added!.length]);
  const { activity } = await firstOf(await again.client.activity.watch());
  expect(activity.find(({ kind }) => kind === "backup-merged")).toMatchObject({
    added: added!.length,
    refused: refused!.length,
  });
});
