/** A data directory that may be read but not written, as after a restore by an administrator. */
import { spawnSync } from "node:child_process";
import { chmod, chown, readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, type TestContext } from "vitest";
import type { Client } from "#shared/contract/contract.ts";
import type { Condition } from "#shared/model/host-status.ts";
import { provide, put, request, values } from "#tests/support/http.ts";
import { servingRegdesk } from "#tests/support/regdesk-process.ts";
import { PROGRAM } from "#tests/support/regdesk-program.ts";
import { storedRegisters } from "#tests/support/stored-registers.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";
import { openWindow } from "#tests/support/window-client.ts";
import { servingUnder } from "./serving.ts";

/** A user without rights, when the tests run as root, who may do everything. */
const NOBODY = 65_534;

test(
  "A data directory that may not be written is read, the technician is told, and devices are served",
  { timeout: 60_000 },
  async (test) => {
    const start = unprivileged(test);
    await using directory = await temporaryDirectory();
    {
      await using before = await servingRegdesk(directory.path);
      await provide(before.url, { "boiler.setpoint": 20 }, "10m");
      await request(before.url, { "boiler.setpoint": 21 });
      await before.stop("SIGTERM");
    }
    await allow(directory.path, "read", start);
    await using host = await servingUnder(start, directory.path);
    using window = await openWindow(host.window);
    expect(await conditionIn(window.client, "Storing")).toMatchObject({ status: false, reason: "read-only" });
    expect(await conditionIn(window.client, "Commandable")).toMatchObject({ status: false, reason: "read-only" });
    expect(await values(host.url, "/consumer")).toEqual({ "boiler.setpoint": 20 });
    expect(await window.client.changeRequests.list({ all: true })).toMatchObject([{ id: "1", state: "pending" }]);
    await provide(host.url, { "boiler.setpoint": 20.5 }, "10m");
    expect(await values(host.url, "/consumer")).toEqual({ "boiler.setpoint": 20.5 });
    const answer = await put(host.url, "/consumer", { registers: { "boiler.setpoint": { value: 22 } } });
    expect([answer.status, answer.text]).toEqual([
      503,
      expect.stringMatching(/it may not be written.+give this user the right/),
    ]);

    await allow(directory.path, "write", start);
    await provide(host.url, { "boiler.setpoint": 20.6 }, "10m");
    await storingAgain(window.client);
    await request(host.url, { "boiler.setpoint": 23 });
    await expect.poll(() => storedRegisters(directory.path)).toEqual({ "boiler.setpoint": "20.6" });
    await host.stop("SIGKILL");
    await using again = await servingUnder(start, directory.path);
    expect(await values(again.url, "/consumer")).toEqual({ "boiler.setpoint": 20.6 });
    using windowAgain = await openWindow(again.window);
    expect((await windowAgain.client.changeRequests.list({ all: true })).reverse()).toMatchObject([
      { id: "1", state: "superseded", value: "21" },
      { state: "pending", value: "23" },
    ]);
  },
);

/** @returns how to start a host that the rights of files hold for */
function unprivileged({ skip }: TestContext): { readonly uid?: number } {
  if (process.platform === "win32") skip("Windows has no such rights");
  if (process.getuid?.() !== 0) return {};
  const tried = spawnSync(process.execPath, [PROGRAM, "version"], { uid: NOBODY, gid: NOBODY });
  if (tried.status !== 0) skip("the tests run as root, and nobody else may read the program");
  return { uid: NOBODY };
}

/** Leaves the host's user the right to read only, or gives it back the right to write. */
async function allow(directory: string, what: "read" | "write", { uid }: { readonly uid?: number }): Promise<void> {
  for (const path of [directory, ...(await readdir(directory)).map((name) => join(directory, name))]) {
    if (uid !== undefined) await chown(path, uid, uid);
    await chmod(path, (path === directory ? 0o500 : 0o400) | (what === "write" ? 0o200 : 0));
  }
}

async function conditionIn(client: Client, type: Condition["type"]): Promise<Condition | undefined> {
  const { conditions } = await client.host.status();
  return conditions.find((condition) => condition.type === type);
}

async function storingAgain(client: Client): Promise<void> {
  for await (const { conditions } of await client.host.watch()) {
    if (conditions.some(({ type, status }) => type === "Storing" && status)) return;
  }
}
