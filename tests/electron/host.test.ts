import { createServer, type AddressInfo } from "node:net";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { startHost } from "#electron/host.ts";
import { provide, values } from "#tests/support/http.ts";
import { runningHost, SILENT } from "#tests/support/running-host.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

const LOCAL = { host: "127.0.0.1", port: 0 };

describe("A host", () => {
  test("makes its data directory, for its user only", async () => {
    await using directory = await temporaryDirectory();
    const dataDirectory = join(directory.path, "new", "data");
    await using host = await startHost({ dataDirectory, devices: LOCAL, logger: SILENT });
    const { mode } = await stat(host.dataDirectory);
    expect((mode & 0o777).toString(8)).toBe(process.platform === "win32" ? "777" : "700");
  });

  test("that cannot start undoes what it has started", async () => {
    await using directory = await temporaryDirectory();
    await using busy = createServer();
    await new Promise<void>((resolve) => void busy.listen(0, "127.0.0.1", resolve));
    const { port } = busy.address() as AddressInfo;
    const options = { dataDirectory: directory.path, devices: LOCAL, logger: SILENT };
    await expect(startHost({ ...options, devices: { host: "127.0.0.1", port } })).rejects.toMatchObject({
      code: "PORT_IN_USE",
    });
    await using host = await startHost(options);
    expect(await values(host.devicesUrl, "/consumer")).toEqual({});
  });

  test("leaves nothing behind in its directory but what must survive", async () => {
    await using directory = await temporaryDirectory();
    {
      await using host = await startHost({ dataDirectory: directory.path, devices: LOCAL, logger: SILENT });
      await provide(host.devicesUrl, { a: 1 });
    }
    const left = (await readdir(directory.path)).filter((name) => name !== "backups");
    expect(left.sort()).toEqual(["history.db", "host.lock", "regdesk.db", "sources"]);
  });

  test("stores what was reported just before it stopped", async () => {
    await using directory = await temporaryDirectory();
    const start = () => startHost({ dataDirectory: directory.path, devices: LOCAL, logger: SILENT });
    {
      await using host = await start();
      await provide(host.devicesUrl, { a: "just now" });
    }
    await using host = await start();
    expect(await values(host.devicesUrl, "/consumer")).toEqual({ a: "just now" });
  });

  test("counts its revisions on beyond those of the last run", async () => {
    await using directory = await temporaryDirectory();
    const revisions: number[] = [];
    for (let run = 0; run < 3; run++) {
      await using host = await startHost({ dataDirectory: directory.path, devices: LOCAL, logger: SILENT });
      await provide(host.devicesUrl, { a: run });
      const answer = await fetch(`${host.devicesUrl}/consumer`);
      await answer.text();
      revisions.push(Number(answer.headers.get("registry-revision")));
    }
    const [first = 0, second = 0, third = 0] = revisions;
    expect([second > first + 1_000, third > second + 1_000]).toEqual([true, true]);
  });

  test("says how it stands", async () => {
    await using running = await runningHost();
    await provide(running.url, { a: 1, b: 2 });
    expect(await running.client.host.status()).toMatchObject({
      pid: process.pid,
      dataDirectory: running.dataDirectory,
      devicesUrl: running.url,
      addresses: [{ url: running.url, loopback: true }],
      registers: 2,
      arrivals: { requests: 1, senders: [{ address: "127.0.0.1", registers: 2 }] },
    });
  });
});
