import { FleetPolicy } from "#shared/model/fleet-policy.ts";
import { TokenBook } from "#shared/model/token.ts";
import { NO_FLEET } from "#electron/fleet/fleet-store.ts";
import { GatePolicy } from "#shared/model/gate.ts";
import { Preferences } from "#shared/model/preferences.ts";
import { Settings } from "#shared/model/settings.ts";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { NOTHING_STORED } from "#electron/sync/source-store.ts";
import { toReported } from "#electron/registry/register-record.ts";
import { openDatabase, type Database } from "#electron/store/database.ts";
import { documentsTable } from "#electron/store/documents-table.ts";
import { registersTable } from "#electron/store/registers-table.ts";
import { loadStored } from "#electron/store/stored.ts";
import { aRegister } from "#tests/support/builders.ts";
import { NOON } from "#tests/support/fake-clock.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

describe("What the last run left", () => {
  test("is nothing where there was none", async () => {
    await using files = await someFiles();
    expect(loadStored(files.database, NOON)).toEqual({
      registers: [],
      changeRequests: [],
      lastChangeRequestId: 0,
      preferences: Preferences.parse({}),
      gatePolicy: GatePolicy.parse({}),
      sourceFiles: {},
      settings: Settings.parse({}),
      fleetPolicy: FleetPolicy.parse({}),
      tokens: TokenBook.parse({}),
      unreadableDocuments: [],
      sync: NOTHING_STORED,
      fleet: NO_FLEET,
      revision: 0,
    });
  });

  test("is set aside when it is damaged, and a new database begun", async () => {
    await using files = await someFiles();
    await writeFile(files.database, "this is not a database ".repeat(1_000));
    const { damaged, trouble, registers } = loadStored(files.database, NOON);
    const names = (await readdir(files.path)).filter((name) => name.endsWith(".db"));
    expect([damaged, trouble, registers, names.sort()]).toEqual([
      join(files.path, "regdesk.damaged-2026-06-01T12-00-00-000Z.db"),
      undefined,
      [],
      ["regdesk.damaged-2026-06-01T12-00-00-000Z.db", "regdesk.db"],
    ]);
  });

  test("is unknown when the database cannot be opened, and numbers begin where no run can have come", async () => {
    await using files = await someFiles();
    await mkdir(files.database);
    const { trouble, lastChangeRequestId, revision } = loadStored(files.database, NOON);
    expect([trouble?.reason, lastChangeRequestId, revision]).toEqual(["read-only", NOON, NOON]);
  });

  test("is still there when it was loaded before", async () => {
    await using files = await someFiles();
    const database = openDatabase(files.database);
    registersTable(database).save(aRegister({ name: "a" }));
    database.close();
    const twice = [loadStored(files.database, NOON), loadStored(files.database, NOON)];
    const registers = twice.map((stored) => stored.registers.map(toReported));
    expect(registers).toEqual([[aRegister({ name: "a" })], [aRegister({ name: "a" })]]);
  });
});

describe("A document", () => {
  const write = (database: Database, name: string, document: string) =>
    database.prepare("INSERT OR REPLACE INTO documents VALUES (?, ?)").run(name, document);

  test("comes back as it was saved", async () => {
    await using files = await someFiles();
    const settings = Settings.parse({ logLevel: "debug" });
    const database = openDatabase(files.database);
    documentsTable(database).save("settings", JSON.stringify(settings));
    database.close();
    const stored = loadStored(files.database, NOON);
    expect([stored.settings, stored.unreadableDocuments]).toEqual([settings, []]);
  });

  test.each([
    ["is of another shape", '{"mode":"whatever"}'],
    ["is no JSON", "mode: ask"],
  ])("that %s is reported, begins anew, and is kept beside what comes after it", async (_what, document) => {
    await using files = await someFiles();
    const database = openDatabase(files.database);
    write(database, "gatePolicy", document);
    const stored = loadStored(files.database, NOON);
    documentsTable(database).save("gatePolicy", JSON.stringify(stored.gatePolicy));
    const kept = database.prepare("SELECT document FROM documents WHERE name = 'gatePolicy (not understood)'");
    expect([stored.gatePolicy, stored.unreadableDocuments, stored.damaged, kept.pluck().get()]).toEqual([
      GatePolicy.parse({}),
      ["gatePolicy"],
      undefined,
      document,
    ]);
    database.close();
  });
});

async function someFiles() {
  const directory = await temporaryDirectory();
  return { ...directory, database: join(directory.path, "regdesk.db") };
}
