/** kill -9 at random moments under load: what was acknowledged is kept, and what is handed out again is marked.
 *  `REGDESK_KILL_ROUNDS=N` runs N rounds; a failure names its seed, with which `REGDESK_KILL_SEED` plays it again. */
import { join } from "node:path";
import { setTimeout as slept } from "node:timers/promises";
import Sqlite from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { withControl } from "#electron/commands/control.ts";
import { verifyAudit } from "#electron/store/audit-verification.ts";
import { seededRandom, type Random } from "#electron/demo/random.ts";
import { ChangeRequest } from "#shared/model/change-request.ts";
import { servingRegdesk } from "#tests/support/regdesk-process.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";
import { Promises } from "./promises.ts";
import { servingScript } from "./serving.ts";
import { workUntilDeath } from "./site.ts";

const ROUNDS = Number(process.env["REGDESK_KILL_ROUNDS"] ?? 50);
const SEED = Number(process.env["REGDESK_KILL_SEED"] ?? Math.floor(Math.random() * 2 ** 32));
const CONTROL_ROUNDS = 5;

/** When a host dies, in milliseconds after the load began. */
const [EARLIEST, LATEST] = [50, 500];

describe("Killed under load at random moments, again and again on one data directory,", () => {
  test(
    `Regdesk loses no acknowledged request or decision and delivers nothing twice unmarked (${ROUNDS} rounds)`,
    { timeout: 60_000 + ROUNDS * 5_000 },
    async () => {
      await using directory = await temporaryDirectory();
      const site = { dataDirectory: directory.path, promises: new Promises(), random: seededRandom(SEED) };
      for (let round = 1; round <= ROUNDS; round++) {
        await using host = await servingRegdesk(directory.path);
        expect(await brokenPromises(site), `before round ${round}, seed ${SEED}`).toEqual([]);
        await killedUnderLoad(host, site);
      }
      await using last = await servingRegdesk(directory.path);
      expect(await brokenPromises(site), `after the last round, seed ${SEED}`).toEqual([]);
      expect((await last.stop("SIGTERM")).code).toBe(0);
      using database = storedIn(directory.path);
      expect(database.states()).toMatchObject(Object.fromEntries(site.promises.finished));
      expect(database.auditedStates()).toEqual(database.states());
      expect((await verifyAudit(join(directory.path, "regdesk.db"))).broken).toBeUndefined();
    },
  );

  test("a host that answers before it commits is caught", { timeout: 60_000 }, async () => {
    await using directory = await temporaryDirectory();
    const site = { dataDirectory: directory.path, promises: new Promises(), random: seededRandom(SEED) };
    const broken: string[] = [];
    for (let round = 1; round <= CONTROL_ROUNDS; round++) {
      await using host = await servingScript("./hasty-host.ts", directory.path);
      broken.push(...(await brokenPromises(site)));
      if (broken.some((promise) => promise.endsWith("is lost"))) return;
      await killedUnderLoad(host, site);
    }
    expect(broken, `seed ${SEED}`).toContain("a promise that is broken");
  });
});

interface Site {
  readonly dataDirectory: string;
  readonly promises: Promises;
  readonly random: Random;
}

interface Mortal {
  readonly url: string;
  stop(signal: "SIGKILL"): Promise<unknown>;
}

async function killedUnderLoad(host: Mortal, site: Site): Promise<void> {
  const dying = new AbortController();
  const work = workUntilDeath({ ...site, url: host.url, dying: dying.signal });
  await Promise.race([work, slept(EARLIEST + site.random() * (LATEST - EARLIEST))]); // load that fails ends the round at once
  dying.abort();
  await Promise.all([host.stop("SIGKILL"), work]);
}

async function brokenPromises({ dataDirectory, promises }: Site): Promise<string[]> {
  const listed = await withControl(dataDirectory, ({ changeRequests }) => changeRequests.list({ all: true }));
  using database = storedIn(dataDirectory);
  return promises.broken(database.requestsFrom(promises.firstOpenId), listed);
}

/** The database, read beside the host. */
function storedIn(dataDirectory: string) {
  const database = new Sqlite(join(dataDirectory, "regdesk.db"), { readonly: true });
  const states = (sql: string): Record<string, string> =>
    Object.fromEntries(database.prepare<[], [number, string]>(sql).raw().all());
  const requests = database.prepare<[number], string>("SELECT request FROM change_requests WHERE id >= ?").pluck();
  return {
    requestsFrom: (id: number): ChangeRequest[] =>
      requests.all(id).map((text) => ChangeRequest.parse(JSON.parse(text))),
    states: () => states("SELECT id, request ->> 'state' FROM change_requests"),
    /** As the last line of the audit has them. */
    auditedStates: () =>
      states("SELECT line ->> 'changeRequest', line ->> 'to' FROM activity WHERE kind = 'change-request' ORDER BY id"),
    [Symbol.dispose]: () => void database.close(),
  };
}
