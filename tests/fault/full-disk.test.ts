/** A disk without room: for everybody a file that may not grow, for whoever may mount one a real file system that is full. */
import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { provide, put, request, values } from "#tests/support/http.ts";
import { servingRegdesk } from "#tests/support/regdesk-process.ts";
import { storedRegisters } from "#tests/support/stored-registers.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";
import { servingUnder } from "./serving.ts";
import { smallDisk } from "./small-disk.ts";
import { allRequests, conditionBecomes, conditionOf } from "./technician.ts";

const BIG = "x".repeat(900_000);

describe("When files may not grow any more", () => {
  test(
    "registers are served from memory, requests are refused, and nothing acknowledged is lost",
    { timeout: 60_000 },
    async ({ skip }) => {
      if (spawnSync("prlimit", ["--version"]).status !== 0) skip("there is no prlimit here to lift the limit again");
      await using directory = await temporaryDirectory();
      // In KiB, and only the soft limit, so that it can be lifted.
      const limited = ["bash", "-c", 'ulimit -S -f 512 && exec "$0" "$@"'] as const;
      await using host = await servingUnder({ command: limited }, directory.path);
      await provide(host.url, { "boiler.setpoint": 20 }, "10m");
      await request(host.url, { "boiler.setpoint": 21 });

      await provide(host.url, { "boiler.picture": BIG }, "10m");
      expect(await conditionBecomes(directory.path, "Storing", false)).toMatchObject({ reason: "disk-error" });
      await refusedWhileFull(host.url, /cannot be written: the disk fails \(SQLITE_IOERR_WRITE\)/);

      expect(spawnSync("prlimit", ["--pid", `${host.pid}`, "--fsize=unlimited"]).status).toBe(0);
      await storedAgain(directory.path, host.url);
      await host.stop("SIGKILL");
      await using again = await servingRegdesk(directory.path);
      await nothingLost(directory.path, again.url);
    },
  );
});

describe("When the disk is full", () => {
  test(
    "registers are served from memory, requests are refused, and nothing acknowledged is lost",
    { timeout: 60_000 },
    async (test) => {
      await using disk = await smallDisk(test);
      await using host = await servingRegdesk(disk.path, "--log-level", "silent");
      await provide(host.url, { "boiler.setpoint": 20 }, "10m");
      await request(host.url, { "boiler.setpoint": 21 });

      disk.fill();
      await provide(host.url, { "boiler.picture": BIG }, "10m");
      expect(await conditionBecomes(disk.path, "Storing", false)).toMatchObject({ reason: "disk-full" });
      await refusedWhileFull(host.url, /cannot be written: the disk is full\. .+; make room on it\.$/);

      await disk.makeRoom();
      await storedAgain(disk.path, host.url);
      await host.stop("SIGKILL");
      await using again = await servingRegdesk(disk.path);
      await nothingLost(disk.path, again.url);
    },
  );

  test(
    "Regdesk starts on it all the same, and stores by itself when there is room",
    { timeout: 60_000 },
    async (test) => {
      await using disk = await smallDisk(test);
      disk.fill();
      await using host = await servingRegdesk(disk.path, "--log-level", "silent");
      await provide(host.url, { "boiler.setpoint": 20 }, "10m");
      expect(await conditionOf(disk.path, "Storing")).toMatchObject({ status: false, reason: "disk-full" });
      expect(await values(host.url, "/consumer")).toEqual({ "boiler.setpoint": 20 });

      await disk.makeRoom();
      await conditionBecomes(disk.path, "Storing", true);
      await request(host.url, { "boiler.setpoint": 21 });
      await expect.poll(() => storedRegisters(disk.path)).toEqual({ "boiler.setpoint": "20" });
      await host.stop("SIGKILL");
      await using again = await servingRegdesk(disk.path);
      expect(await values(again.url, "/consumer")).toEqual({ "boiler.setpoint": 20 });
      expect(await allRequests(disk.path)).toMatchObject([{ state: "pending", value: "21" }]);
    },
  );
});

async function refusedWhileFull(url: string, sentence: RegExp): Promise<void> {
  const answer = await put(url, "/consumer", { registers: { "boiler.setpoint": { value: BIG } } });
  expect([answer.status, answer.text.trimEnd()]).toEqual([503, expect.stringMatching(sentence)]);
  await provide(url, { "boiler.setpoint": 20.5 }, "10m");
  expect(await values(url, "/consumer")).toEqual({ "boiler.setpoint": 20.5, "boiler.picture": BIG });
}

async function storedAgain(dataDirectory: string, url: string): Promise<void> {
  await conditionBecomes(dataDirectory, "Storing", true);
  await request(url, { "boiler.setpoint": 23 });
  const stored = { "boiler.setpoint": "20.5", "boiler.picture": JSON.stringify(BIG) };
  await expect.poll(() => storedRegisters(dataDirectory)).toEqual(stored);
}

async function nothingLost(dataDirectory: string, url: string): Promise<void> {
  const requests = await allRequests(dataDirectory);
  expect(requests.map(({ state, value }) => [state, value])).toEqual([
    ["superseded", "21"],
    ["pending", "23"],
  ]);
  expect(await values(url, "/consumer")).toEqual({ "boiler.setpoint": 20.5, "boiler.picture": BIG });
}
