/** What registers were, kept by a host in a process of its own and read by the commands, over a crash. */
import Sqlite from "better-sqlite3";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { named } from "#tests/support/builders.ts";
import { keepEarlier, type Earlier } from "#tests/support/earlier-history.ts";
import { provide } from "#tests/support/http.ts";
import { regdesk, regdeskCutOff, servingRegdesk } from "#tests/support/regdesk-process.ts";
import { runningHost } from "#tests/support/running-host.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

interface Line {
  readonly at: string;
  readonly register: string;
  readonly value?: unknown;
  readonly gap?: string;
}

const SOON = { timeout: 20_000, interval: 200 };

test("a window gets a plot, a value of the past and the room it takes from a running host", async () => {
  await using running = await runningHost();
  const { client, url } = running;
  await provide(url, { "boiler.temp": 20 });
  await provide(url, { "boiler.temp": 21 });
  const now = Date.now() + 60_000;
  const asked = () =>
    client.history.series({ from: now - 3_600_000, to: now, series: [{ register: named("boiler.temp") }] });
  await vi.waitFor(async () => expect((await asked()).series[0]?.last).toEqual([20, 21]), SOON);
  expect(await client.history.at({ at: now, registers: ["boiler.*"] })).toMatchObject([{ value: "21" }]);
  expect(await client.history.size({ largest: 1 })).toMatchObject({ registers: 1, largest: [{ isPinned: false }] });
  const [before] = await client.history.unobserved({ from: now - 3_600_000, to: now });
  expect(before).toMatchObject({ from: now - 3_600_000, reason: "not-running" });
});

test("a killed host loses at most its last moments, and its history is whole", { timeout: 60_000 }, async () => {
  await using directory = await temporaryDirectory();
  const told = async (...args: string[]) => regdesk("history", ...args, "--data-dir", directory.path);
  const linesOf = async (name: string) =>
    (await told(name, "--json")).stdout
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Line);
  {
    await using serving = await servingRegdesk(directory.path, "--log-level", "silent");
    await provide(serving.url, { "boiler.temp": 20.5 });
    await provide(serving.url, { "boiler.mode": { name: 'say "on", then off' } });
    await vi.waitFor(async () => expect(await linesOf("boiler.*")).toHaveLength(2), SOON);
    await provide(serving.url, { "boiler.temp": 21 });
    await serving.stop("SIGKILL");
  }
  const history = new Sqlite(join(directory.path, "history.db"));
  expect(history.pragma("integrity_check", { simple: true })).toBe("ok");
  history.close();

  await using serving = await servingRegdesk(directory.path, "--log-level", "silent");
  await provide(serving.url, { "boiler.temp": 22 });
  await vi.waitFor(async () => expect((await linesOf("boiler.temp")).at(-1)?.value).toBe(22), SOON);
  const lines = await linesOf("boiler.temp");
  expect(lines.map(({ value }) => value).filter((value) => value !== 21)).toEqual([20.5, 22]);
  expect(lines[0]?.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d$/);

  const csv = await told("boiler.mode");
  expect(csv.stdout).toMatch(
    /^at,register,value,gap\r\n[^,]+,boiler\.mode,"\{""name"":""say \\""on\\"", then off""\}",\r\n/,
  );
  const unknown = await told("nobody");
  expect(unknown).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("No register nobody has a past") as string,
  });
});

test("a reader that has read enough ends the command, and is no error", async () => {
  await using directory = await temporaryDirectory();
  const now = Date.now();
  const moments = Array.from({ length: 20_000 }, (_, index): Earlier => ["a", now - 60_000 + index, index]);
  keepEarlier(directory.path, moments, now);
  await writeFile(join(directory.path, "regdesk.db"), "");
  expect(await regdeskCutOff("history", "a", "--data-dir", directory.path)).toEqual({ code: 0, stderr: "" });
});
