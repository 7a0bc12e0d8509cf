/** Another program holds the database, as a backup tool or a curious technician with a database browser does. */
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { provide, put, request, send, values } from "#tests/support/http.ts";
import { regdesk, servingRegdesk } from "#tests/support/regdesk-process.ts";
import { storedRegisters } from "#tests/support/stored-registers.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";
import { allRequests, approveAll, conditionBecomes, conditionOf } from "./technician.ts";

const SENTENCE =
  /^The database .+regdesk\.db cannot be written: another program holds it\. Registers are served from memory and change requests are refused until it can; close that program\.$/;

describe("While another program holds the database", () => {
  test.concurrent(
    "registers are taken, change requests are refused, and afterwards everything is stored by itself",
    { timeout: 60_000 },
    async ({ expect }) => {
      await using directory = await temporaryDirectory();
      await using host = await servingRegdesk(directory.path);
      await provide(host.url, { "boiler.setpoint": 20 }, "10m");
      await request(host.url, { "boiler.setpoint": 21 });
      {
        using _ = held(directory.path);
        await provide(host.url, { "boiler.setpoint": 20.5, "boiler.pump": true }, "10m");
        expect(await conditionBecomes(directory.path, "Storing", false)).toMatchObject({ reason: "locked" });
        const answer = await put(host.url, "/consumer", { registers: { "boiler.setpoint": { value: 22 } } });
        expect([answer.status, answer.text.trimEnd()]).toEqual([503, expect.stringMatching(SENTENCE)]);
        expect((await regdesk("approve", "1", "--data-dir", directory.path)).stderr).toMatch(
          /another program holds it/,
        );
        expect(await values(host.url, "/consumer")).toEqual({ "boiler.setpoint": 20.5, "boiler.pump": true });
        expect(await allRequests(directory.path)).toMatchObject([{ id: "1", state: "pending", value: "21" }]);
      }
      await conditionBecomes(directory.path, "Storing", true);
      await request(host.url, { "boiler.setpoint": 23 });
      await expect
        .poll(() => storedRegisters(directory.path))
        .toEqual({ "boiler.setpoint": "20.5", "boiler.pump": "true" });
      await host.stop("SIGKILL");

      await using again = await servingRegdesk(directory.path);
      expect(await allRequests(directory.path)).toMatchObject([
        { id: "1", state: "superseded", value: "21" },
        { state: "pending", value: "23" },
      ]);
      expect(await values(again.url, "/consumer")).toEqual({ "boiler.setpoint": 20.5, "boiler.pump": true });
    },
  );

  test.concurrent(
    "what was approved is not handed out unmarked, and is handed out afterwards",
    { timeout: 60_000 },
    async () => {
      await using directory = await temporaryDirectory();
      await using host = await servingRegdesk(directory.path);
      await provide(host.url, { "boiler.setpoint": 20 }, "10m");
      await request(host.url, { "boiler.setpoint": 21 });
      await approveAll(directory.path);
      {
        using _ = held(directory.path);
        expect((await send(host.url, "/provider?name=boiler.setpoint")).status).toBe(503);
      }
      expect(await values(host.url, "/provider?name=boiler.setpoint&wait=30s")).toEqual({ "boiler.setpoint": 21 });
      expect(await allRequests(directory.path)).toMatchObject([{ deliveries: 1 }]);
    },
  );

  test.concurrent("Regdesk starts, with what was there, and stores again by itself", { timeout: 60_000 }, async () => {
    await using directory = await temporaryDirectory();
    {
      await using before = await servingRegdesk(directory.path);
      await provide(before.url, { "boiler.setpoint": 20 }, "10m");
      await request(before.url, { "boiler.setpoint": 21 });
      await before.stop("SIGTERM");
    }
    const holder = held(directory.path, { readersToo: true });
    await using host = await servingRegdesk(directory.path);
    expect(await conditionOf(directory.path, "Storing")).toMatchObject({ status: false, reason: "locked" });
    expect(await values(host.url, "/consumer")).toEqual({ "boiler.setpoint": 20 });
    expect(await allRequests(directory.path)).toMatchObject([{ id: "1", state: "pending" }]);
    expect((await put(host.url, "/consumer", { registers: { "boiler.setpoint": { value: 22 } } })).status).toBe(503);
    holder[Symbol.dispose]();

    await provide(host.url, { "boiler.setpoint": 20.5 }, "10m");
    await conditionBecomes(directory.path, "Storing", true);
    await request(host.url, { "boiler.setpoint": 23 });
    await host.stop("SIGKILL");
    await using _again = await servingRegdesk(directory.path);
    expect((await allRequests(directory.path)).map(({ state, value }) => [state, value])).toEqual([
      ["superseded", "21"],
      ["pending", "23"],
    ]);
  });
});

/** Keeps other programs from writing to the database; from reading it too only if no other has it open. */
function held(dataDirectory: string, { readersToo = false } = {}): Disposable {
  const database = new Sqlite(join(dataDirectory, "regdesk.db"));
  if (readersToo) database.pragma("locking_mode = EXCLUSIVE");
  database.exec("BEGIN EXCLUSIVE");
  return { [Symbol.dispose]: () => void database.close() };
}
