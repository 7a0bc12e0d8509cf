/** What a whole host makes of a sleep that its system tells of. */
import { createRouterClient } from "@orpc/server";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { startHost } from "#electron/host.ts";
import type { PowerNotices } from "#electron/power.ts";
import type { Client } from "#shared/contract/contract.ts";
import { FakeClock, NOON } from "#tests/support/fake-clock.ts";
import { provide } from "#tests/support/http.ts";
import { SILENT } from "#tests/support/running-host.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

const SOON = { timeout: 20_000, interval: 50 };
const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

test("a sleep is one line of the activity, one of a recording and a gap of the history, and takes no device down", async () => {
  await using directory = await temporaryDirectory();
  const clock = new FakeClock();
  const system = { suspend: (): void => undefined, resume: (): void => undefined };
  const powerNotices: PowerNotices = (listener) => {
    Object.assign(system, listener);
    return () => undefined;
  };
  const devices = { host: "127.0.0.1", port: 0 };
  await using host = await startHost({ dataDirectory: directory.path, clock, logger: SILENT, devices, powerNotices });
  const client: Client = createRouterClient(await host.router(), { context: { actor: "anna (test)" } });
  await provide(host.devicesUrl, { "boiler.t": 20 });
  await client.recordings.start();
  await clock.advance(2 * SECOND);
  system.suspend();
  await clock.sleep(8 * HOUR);
  system.resume();
  await clock.advance(5 * SECOND);

  const [from, to] = [NOON + 2 * SECOND, NOON + 2 * SECOND + 8 * HOUR];
  expect(await client.fleet.list()).toMatchObject([{ wireName: "boiler", state: "not-observed" }]);
  expect(await client.alarms.list()).toEqual([]);
  await vi.waitFor(async () => {
    await clock.advance(SECOND); // the threads write when they come to it
    const { lines } = await client.activity.page({});
    expect(lines.filter(({ kind }) => kind === "slept" || kind === "clock-set")).toMatchObject([
      { kind: "slept", at: to, since: from, seen: "told" },
    ]);
    const unobserved = await client.history.unobserved({ from: NOON, to: clock.now() });
    expect(unobserved).toContainEqual({ from, to, reason: "asleep" });
  }, SOON);
  await client.recordings.stop();
  const [name] = await readdir(join(directory.path, "recordings"));
  const recorded = (await readFile(join(directory.path, "recordings", name!), "utf8")).trimEnd().split("\n");
  const told = recorded.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(told.filter(({ kind }) => kind === "slept")).toEqual([
    { at: new Date(to).toISOString(), kind: "slept", since: new Date(from).toISOString() },
  ]);
});
